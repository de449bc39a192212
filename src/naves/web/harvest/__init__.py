"""Sources that are harvested, their runs, and the question whether a great loss is true."""
