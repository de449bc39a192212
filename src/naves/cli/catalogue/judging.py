"""Judging records: JSON Schema always, SHACL where pyshacl is installed."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import click
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import SchemaError
from referencing import Registry, Resource

MOST_OF_A_RECORD = 20
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Judge:
    """The JSON Schemas of a folder, found by their identifiers."""

    schemas: dict[str, Any]

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Read every JSON Schema of the folder and below."""
        from django.utils.translation import gettext as _

        found: dict[str, Any] = {}
        for path in sorted(folder.rglob("*.json")):
            try:
                schema = json.loads(path.read_text(encoding="utf-8"))
            except (ValueError, OSError) as error:
                raise click.ClickException(f"{path}: {error}") from error
            if isinstance(schema, dict) and "$id" in schema:
                found[schema["$id"]] = schema
        if not found:
            raise click.ClickException(
                _("There is no JSON Schema in %(folder)s. Download those of the norm from ofn.gov.cz.")
                % {"folder": folder}
            )
        return cls(found)

    def complaints(self, record: object) -> Iterator[str]:
        """Yield what is wrong with a record."""
        from django.utils.translation import gettext as _

        from naves.adapters.dcat_ap_cz.schemas import schema_id

        if not isinstance(record, dict):
            yield _("This is not a record.")
            return
        name = schema_id(record)
        if name is None:
            yield _("No version of the norm that we know has such a record: “@context” and “typ” say which it is.")
            return
        if name not in self.schemas:
            yield _("The schema %(name)s is not in the folder.") % {"name": name}
            return
        registry: Registry[Any] = Registry().with_resources(
            [(key, Resource.from_contents(schema)) for key, schema in self.schemas.items()]
        )
        validator = Draft202012Validator(self.schemas[name], registry=registry, format_checker=FormatChecker())
        try:
            for count, error in enumerate(validator.iter_errors(record)):
                if count == MOST_OF_A_RECORD:
                    return
                where = "/".join(str(part) for part in error.absolute_path)
                yield f"{where or '-'}: {error.message[:LONGEST]}"
        except SchemaError as error:
            raise click.ClickException(f"{name}: {error.message}") from error


def shape_judge(shapes: Sequence[Path], ntriples: str) -> Iterator[str]:
    """Yield what the shapes hold against a graph; says what to install where pyshacl is missing."""
    from django.utils.translation import gettext as _

    try:
        import pyshacl
        from rdflib import RDF, Graph, Namespace
    except ImportError:
        raise click.ClickException(
            _("Judging by shapes needs pyshacl, which Náves does not bring along: pip install pyshacl")
        ) from None
    said = Namespace("http://www.w3.org/ns/shacl#")
    rules = Graph()
    for path in shapes:
        rules.parse(path, format="turtle")
    # The published shapes of ranges name properties that stand in another file; pyshacl stumbles over them.
    for shape, one in list(rules.subject_objects(said.property)):
        if (one, said.path, None) not in rules:
            rules.remove((shape, said.property, one))
    data = Graph().parse(data=ntriples, format="turtle")
    _holds, report, _text = pyshacl.validate(data, shacl_graph=rules, advanced=True)
    for one in sorted(report.subjects(RDF.type, said.ValidationResult)):
        if report.value(one, said.resultSeverity) == said.Violation:
            parts = (said.focusNode, said.resultPath, said.resultMessage)
            yield " ".join(str(report.value(one, part) or "-") for part in parts)
