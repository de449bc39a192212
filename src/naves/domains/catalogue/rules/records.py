"""What the record of a dataset must hold. A draft may be thin; what is published must satisfy the norm."""

import re
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Final

from naves.domains.catalogue.rules.custody import required, too_long
from naves.domains.catalogue.rules.iris import email_problem, iri_problem, iri_problems
from naves.domains.catalogue.rules.vocabulary import HVD_CATEGORIES, THEMES
from naves.kernel.errors import Problem, gettext_noop

TITLE: Final = 500
DESCRIPTION: Final = 20_000
KEYWORD: Final = 200
MOST_VALUES: Final = 200
_CODE: Final = re.compile(r"[A-Za-z0-9_]{1,20}")
_HVD: Final = re.compile(r"c_[0-9a-f]{8}")
_DURATION: Final = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?")
IRI_LISTS: Final = ("legislation", "conforms_to", "spatial", "eurovoc")
ONE_LINE: Final = ("title_cs", "title_en", "contact_name", "version")
LENGTHS: Final = {
    "title_cs": TITLE,
    "title_en": TITLE,
    "description_cs": DESCRIPTION,
    "description_en": DESCRIPTION,
    "contact_name": 300,
    "version": 60,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetValues:
    """A record as somebody states it; codes without their IRIs, other IRIs whole."""

    title_cs: str
    title_en: str = ""
    description_cs: str = ""
    description_en: str = ""
    keywords_cs: tuple[str, ...] = ()
    keywords_en: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    frequency: str = ""
    spatial: tuple[str, ...] = ()
    temporal_from: date | None = None
    temporal_to: date | None = None
    contact_name: str = ""
    contact_email: str = ""
    documentation: str = ""
    legislation: tuple[str, ...] = ()
    hvd_categories: tuple[str, ...] = ()
    conforms_to: tuple[str, ...] = ()
    eurovoc: tuple[str, ...] = ()
    publisher_iri: str = ""
    version: str = ""
    issued_on: date | None = None
    modified_on: date | None = None
    spatial_resolution_m: float | None = None
    temporal_resolution: str = ""
    extras: dict[str, object] = field(default_factory=dict)


NAMES: Final = tuple(item.name for item in fields(DatasetValues))
_TUPLES: Final = tuple(item.name for item in fields(DatasetValues) if str(item.type).startswith("tuple"))


def tidy(values: DatasetValues) -> DatasetValues:
    """Return the record without stray spaces, empty and repeated values."""
    changes: dict[str, object] = {name: " ".join(getattr(values, name).split()) for name in ONE_LINE}
    changes |= {name: getattr(values, name).strip() for name in ("description_cs", "description_en")}
    changes |= {name: getattr(values, name).strip() for name in ("contact_email", "documentation", "publisher_iri")}
    for name in _TUPLES:
        cleaned = (" ".join(str(item).split()) for item in getattr(values, name))
        changes[name] = tuple(dict.fromkeys(item for item in cleaned if item))
    return replace(values, **changes)  # type: ignore[arg-type]


def record_problems(values: DatasetValues) -> list[Problem]:
    """Return what is wrong with a record, whatever its status."""
    problems: list[Problem] = []
    if not values.title_cs:
        problems.append(
            required(
                "title_cs",
                gettext_noop("A dataset needs a Czech title."),
                gettext_noop("Say in a few words what the data are."),
            )
        )
    problems += [
        too_long(name, getattr(values, name), longest)
        for name, longest in LENGTHS.items()
        if len(getattr(values, name)) > longest
    ]
    problems += _lists(values)
    problems += _codes(values)
    if values.documentation and (problem := iri_problem(values.documentation, "documentation")):
        problems.append(problem)
    if values.publisher_iri and (problem := iri_problem(values.publisher_iri, "publisher_iri")):
        problems.append(problem)
    if problem := email_problem(values.contact_email, "contact_email"):
        problems.append(problem)
    if values.temporal_from and values.temporal_to and values.temporal_to < values.temporal_from:
        problems.append(
            Problem(
                code="time_backwards",
                field="temporal_to",
                value=values.temporal_to.isoformat(),
                message=gettext_noop("The data end before they begin."),
                remedy=gettext_noop("Exchange the two days, or leave one out."),
            )
        )
    return problems


def publishing_problems(values: DatasetValues, *, distributions: int) -> list[Problem]:
    """Return what keeps a record from being published: the mandatory fields of DCAT-AP-CZ, OFN 2024-05-28.

    The publisher comes from the owner where the record says none; the territory is the owner's where none is said.
    """
    missing: list[Problem] = []
    for name, message, remedy in _MANDATORY:
        if not getattr(values, name):
            missing.append(required(name, message, remedy))
    if not values.keywords_cs and not values.keywords_en:
        missing.append(
            required(
                "keywords_cs",
                gettext_noop("A published dataset needs at least one keyword."),
                gettext_noop("Write words that people would search by."),
            )
        )
    if values.hvd_categories and not distributions:
        missing.append(
            required(
                "hvd_categories",
                gettext_noop("A high-value dataset needs a file or a service."),
                gettext_noop("Add one, or leave the category out until there is one."),
            )
        )
    return missing


_MANDATORY: Final = (
    (
        "description_cs",
        gettext_noop("A published dataset needs a description."),
        gettext_noop("Say what one row is, where the data come from and what they are good for."),
    ),
    (
        "themes",
        gettext_noop("A published dataset needs a theme."),
        gettext_noop("Choose at least one theme of the European list."),
    ),
    (
        "frequency",
        gettext_noop("A published dataset says how often it changes."),
        gettext_noop("Choose the nearest; “irregularly” is an answer too."),
    ),
)


def _lists(values: DatasetValues) -> list[Problem]:
    problems = [problem for name in IRI_LISTS for problem in iri_problems(getattr(values, name), name)]
    problems += [
        Problem(
            code="too_many",
            field=name,
            message=gettext_noop("There are %(count)s values; at most %(most)s are kept."),
            params={"count": len(getattr(values, name)), "most": MOST_VALUES},
            remedy=gettext_noop("Keep those that matter most."),
        )
        for name in _TUPLES
        if len(getattr(values, name)) > MOST_VALUES
    ]
    problems += [
        too_long(name, word, KEYWORD)
        for name in ("keywords_cs", "keywords_en")
        for word in getattr(values, name)
        if len(word) > KEYWORD
    ]
    return problems


def _codes(values: DatasetValues) -> list[Problem]:
    wrong = [("themes", code) for code in values.themes if code not in THEMES and code != "OP_DATPRO"]
    wrong += [
        ("hvd_categories", code)
        for code in values.hvd_categories
        if code not in HVD_CATEGORIES and not _HVD.fullmatch(code)
    ]
    if values.frequency and not _CODE.fullmatch(values.frequency):
        wrong.append(("frequency", values.frequency))
    if values.temporal_resolution and not _DURATION.fullmatch(values.temporal_resolution):
        wrong.append(("temporal_resolution", values.temporal_resolution))
    return [
        Problem(
            code="unknown_code",
            field=name,
            value=code,
            message=gettext_noop("“%(value)s” is not in the list of this field."),
            params={"value": code},
            remedy=gettext_noop("Choose one of those offered."),
        )
        for name, code in wrong
    ]
