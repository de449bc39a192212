"""State and history taken out as CSV, GeoJSON or Parquet, piece by piece, never whole in memory."""
