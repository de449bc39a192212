"""Reads DCAT-US feeds (Project Open Data ``data.json``), which ArcGIS Hub writes."""

from naves.adapters.harvest_dcat_us.feed import DcatUsReader

__all__ = ["DcatUsReader"]
