"""Whole files in, whole tenants in and out."""
