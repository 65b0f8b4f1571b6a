"""Importing a police list: choose the file, its columns, match persons, look it over, store."""
