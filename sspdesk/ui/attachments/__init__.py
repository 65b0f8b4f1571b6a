"""Documents of a person: the tab, the viewer that needs no temp file, and the way out as a disclosure."""
