"""The street team's own sheet: which column holds what, what every row says, and the empty form to fill in."""
