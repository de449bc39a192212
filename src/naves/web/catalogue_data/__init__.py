"""The catalogue for programs: records at their own addresses, pages and dumps, CKAN's actions."""
