"""The Monitor's page of statistics: towns compared, response times, agreement of those who code."""
