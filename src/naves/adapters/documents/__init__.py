"""Documents of strategies, DOCX and PDF, read as plain outlines."""
