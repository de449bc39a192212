"""The data estate of a town and of the country."""
