"""The JSON API: one folder per resource; reads call queries, writes call operations, as the pages do."""
