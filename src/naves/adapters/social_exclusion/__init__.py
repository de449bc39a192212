"""The Index of social exclusion of the Agency for Social Inclusion (MMR), one table a year."""
