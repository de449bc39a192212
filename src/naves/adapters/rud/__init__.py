"""The forecast of tax income of municipalities (rozpočtové určení daní) by the Ministry of Finance."""
