"""What is true of the territory, on plain values."""
