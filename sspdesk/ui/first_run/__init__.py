"""The first run: from an empty computer to an open vault."""
