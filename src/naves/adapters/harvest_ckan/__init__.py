"""Reads CKAN catalogues over their Action API."""

from naves.adapters.harvest_ckan.reader import CkanReader

__all__ = ["CkanReader"]
