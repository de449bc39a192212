"""Matching needs with measures: the machine suggests, people judge, and nothing counts before they do."""
