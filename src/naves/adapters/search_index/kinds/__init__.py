"""The kinds of records of this installation's own domains."""
