"""Data of the Czech Statistical Office for planning analytical materials (územně analytické podklady)."""
