"""The page "Gadeteam": tendencies on top, quick entry and the observations behind every number below."""
