"""Harvesting: sources are fetched under limits, read by the reader of their kind and written batch by batch."""
