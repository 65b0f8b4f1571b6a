"""Restoring a backup: over a vault that is there, or on a new computer."""
