"""Descriptions of things as RDF: one model, several syntaxes."""
