"""Strategies and responses in bulk: all rows or none, safe to repeat, one audit line for each import."""
