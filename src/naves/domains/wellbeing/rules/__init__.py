"""What is true of indicators, on plain values."""
