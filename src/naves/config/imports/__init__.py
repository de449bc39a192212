"""Imports: which tables Náves takes, how it tells them apart, and running one with a preview first."""

from naves.config.imports.importer import Context, Importer
from naves.config.imports.registry import IMPORTERS, kinds
from naves.config.imports.running import Preview, preview, recognise, run

__all__ = ["IMPORTERS", "Context", "Importer", "Preview", "kinds", "preview", "recognise", "run"]
