"""Needs in a table of ours, filled in by towns and ministries."""
