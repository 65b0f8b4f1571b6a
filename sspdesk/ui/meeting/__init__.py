"""The page of one meeting of any forum: attendance, agenda, what came of it, papers."""
