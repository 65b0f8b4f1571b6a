"""Locks the desk by itself: when nobody uses it, when the screen is locked, when the computer goes to sleep."""
