"""Who may use which data, and who has them."""
