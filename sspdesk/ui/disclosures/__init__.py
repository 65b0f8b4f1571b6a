"""The page of what left the desk: disclosures, the log, the legal bases."""
