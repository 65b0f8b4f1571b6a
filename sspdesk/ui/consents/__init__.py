"""Consents as the person page shows them: the section with every consent, and the dialogs that give, narrow, end it."""
