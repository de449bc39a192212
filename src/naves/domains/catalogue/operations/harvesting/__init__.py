"""Writes of harvesting: sources, runs, and records a batch at a time."""
