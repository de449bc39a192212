"""Strategies in one flat table: the template of ours, close to the structure of Databáze strategií."""
