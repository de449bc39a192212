"""Municipalities as the Czech Statistical Office (ČSÚ) lists them."""
