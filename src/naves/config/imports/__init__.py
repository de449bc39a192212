"""Imports: which tables Náves takes, how it tells them apart, and running one with a preview first."""

from naves.config.imports.importer import Context, Importer, TextImporter
from naves.config.imports.registry import IMPORTERS, TEXT_IMPORTERS, kinds
from naves.config.imports.running import Preview, preview, recognise, run

__all__ = [
    "IMPORTERS",
    "TEXT_IMPORTERS",
    "Context",
    "Importer",
    "Preview",
    "TextImporter",
    "kinds",
    "preview",
    "recognise",
    "run",
]
