"""The steps that every import shares: choosing the source, waiting for long work, the line with the buttons."""
