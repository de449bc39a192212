"""The business truth about the exchange, on plain values: no database, no clock."""
