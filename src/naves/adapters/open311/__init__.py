"""Reports of faults, as systems of the 311 kind export them, come in; their state goes back."""
