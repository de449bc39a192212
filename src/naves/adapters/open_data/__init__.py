"""All that is public, as tables with a dictionary."""
