"""Sources that are harvested, and their runs."""
