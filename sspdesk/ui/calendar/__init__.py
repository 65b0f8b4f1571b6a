"""The calendar: week, month, school year and list, with the chosen entry beside them."""
