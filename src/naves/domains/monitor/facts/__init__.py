"""The Monitor's facts: read from the database into columns, kept on disk, patched after each change."""
