"""Pages of one file: what is in it, a preview, a chart, a map, and the download."""
