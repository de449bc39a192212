"""Objects that tests start from, made straight in the database, with sensible defaults."""
