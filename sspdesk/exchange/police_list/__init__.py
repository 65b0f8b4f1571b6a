"""Police lists: which column holds what, what every line says, and the report of it."""
