"""The page of the street team."""
