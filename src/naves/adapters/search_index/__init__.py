"""Search over records of every kind, in any Czech form of their words."""
