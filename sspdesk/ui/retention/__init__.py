"""Deletion by proposal: what is due, what is held, the receipts, and the terms."""
