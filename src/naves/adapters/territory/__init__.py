"""A territory of any country as a plain tree: a row for each unit, with the code of the unit above."""
