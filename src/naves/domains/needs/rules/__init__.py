"""The business truth about needs, on plain values: no database, no clock."""
