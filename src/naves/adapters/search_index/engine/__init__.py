"""The index itself: plain arrays, no database. A segment never changes; a search goes over several."""
