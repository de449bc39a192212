"""Náves: follows every need of a town to evidence."""

__version__ = "0.1.0"
