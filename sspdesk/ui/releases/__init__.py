"""The page "God løsladelse": cases of release, their checklist, consents and meetings."""
