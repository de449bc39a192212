"""Resolutions of municipal councils, parsed into JSON, as evidence of what the council dealt with."""
