"""Reads DCAT-AP and DCAT-AP-CZ in JSON-LD, Turtle, RDF/XML and N-Triples."""

from naves.adapters.harvest_dcat.reader import DcatReader

__all__ = ["DcatReader"]
