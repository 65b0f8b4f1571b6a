"""Calendar files: meetings out without personal content, events of other calendars in (RFC 5545)."""
