"""The quality report of a dataset: what to fix, in the order in which it helps most."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from naves.domains.catalogue.rules.vocabulary import (
    FREQUENCY_DAYS,
    HAS_PERSONAL_DATA,
    HVD_ACT,
    MACHINE_READABLE,
    OPEN_FORMATS,
)
from naves.kernel.datafiles.findings import Finding
from naves.kernel.errors import Problem, gettext_noop

WEIGHT_OF_FINDING: Final = {"error": 5, "warning": 3, "note": 1}
SHORT_DESCRIPTION: Final = 80
FEW_KEYWORDS: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionFacts:
    """What the report looks at in one distribution."""

    is_service: bool = False
    format: str = ""
    media_type: str = ""
    download_url: str = ""
    schema_url: str = ""
    terms_complete: bool = False
    terms_personal_data: str = ""
    licence: str = ""
    legislation: Sequence[str] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordFacts:
    """What the report looks at in one dataset; ``data_on`` is the day of the newest data, where known."""

    title_en: str = ""
    description_cs: str = ""
    description_en: str = ""
    keywords_cs: Sequence[str] = ()
    themes: Sequence[str] = ()
    frequency: str = ""
    spatial: Sequence[str] = ()
    has_time: bool = False
    contact_email: str = ""
    documentation: str = ""
    legislation: Sequence[str] = ()
    hvd_categories: Sequence[str] = ()
    data_on: date | None = None
    distributions: Sequence[DistributionFacts] = field(default_factory=tuple)
    findings: Sequence[Finding] = ()
    """What reading the files showed."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; ``problem`` says what to fix, None where all is well."""

    code: str
    weight: int
    problem: Problem | None


@dataclass(frozen=True, slots=True)
class Report:
    """All checks, the worst first. ``score`` is the share of weights that are well, 0 to 1."""

    checks: tuple[Check, ...]

    @property
    def score(self) -> float:
        """The weighted share of checks that are well."""
        return sum(check.weight for check in self.checks if check.problem is None) / sum(
            check.weight for check in self.checks
        )

    @property
    def to_fix(self) -> tuple[Problem, ...]:
        """What to fix, the most useful first."""
        ordered = sorted(self.checks, key=lambda check: -check.weight)
        return tuple(check.problem for check in ordered if check.problem is not None)


def quality_report(record: RecordFacts, *, today: date) -> Report:
    """Look at a record as a person who wants to use the data would."""
    files = record.distributions
    checks = [
        _check("data", 5, bool(files), _NO_DATA),
        _check("terms", 5, bool(files) and all(one.terms_complete for one in files), _TERMS),
        _check("description", 4, len(record.description_cs) >= SHORT_DESCRIPTION, _DESCRIPTION),
        _check("machine", 4, any(one.is_service or one.format in MACHINE_READABLE for one in files), _MACHINE),
        _check("open", 3, any(one.is_service or one.format in OPEN_FORMATS for one in files), _OPEN),
        _check("keywords", 3, len(record.keywords_cs) >= FEW_KEYWORDS, _KEYWORDS),
        _check("contact", 3, bool(record.contact_email), _CONTACT),
        _check("fresh", 3, not _is_stale(record, today), _STALE),
        _check("themes", 2, bool(record.themes), _THEME),
        _check("frequency", 2, record.frequency not in {"", "UNKNOWN"}, _FREQUENCY),
        _check("spatial", 2, bool(record.spatial), _SPATIAL),
        _check("schema", 2, any(one.schema_url for one in files if not one.is_service), _SCHEMA),
        _check("licence", 2, bool(files) and all(one.licence for one in files), _LICENCE),
        _check("time", 1, record.has_time, _TIME),
        _check("english", 1, bool(record.title_en and record.description_en), _ENGLISH),
        _check("documentation", 1, bool(record.documentation), _DOCUMENTATION),
    ]
    if record.hvd_categories:
        known = HVD_ACT in record.legislation and all(HVD_ACT in one.legislation for one in files)
        checks.append(_check("hvd", 4, bool(files) and known, _HVD))
    if any(one.terms_personal_data == HAS_PERSONAL_DATA for one in files):
        checks.append(_check("personal", 4, False, _PERSONAL))
    checks += [Check(one.problem.code, WEIGHT_OF_FINDING[one.severity], one.problem) for one in record.findings]
    return Report(tuple(sorted(checks, key=lambda check: (check.problem is None, -check.weight))))


def _is_stale(record: RecordFacts, today: date) -> bool:
    days = FREQUENCY_DAYS.get(record.frequency)
    return days is not None and record.data_on is not None and (today - record.data_on).days > days


def _check(code: str, weight: int, is_well: bool, texts: tuple[str, str, str]) -> Check:
    name, message, remedy = texts
    return Check(code, weight, None if is_well else Problem(code=code, field=name, message=message, remedy=remedy))


_NO_DATA: Final = (
    "distributions",
    gettext_noop("There are no data to take: no file and no service."),
    gettext_noop("Add a file, or the address of a service."),
)
_TERMS: Final = (
    "terms",
    gettext_noop("Nobody can be sure what is allowed: the terms of use are not complete."),
    gettext_noop("Say on each of the four axes that the data contain none, or name a licence."),
)
_DESCRIPTION: Final = (
    "description_cs",
    gettext_noop("The description is too short to tell whether the data are of use."),
    gettext_noop("Say what one row is, where the data come from, what is left out and what they are good for."),
)
_MACHINE: Final = (
    "format",
    gettext_noop("No distribution is machine-readable."),
    gettext_noop("Add CSV or GeoJSON; a table in a PDF cannot be computed with."),
)
_OPEN: Final = (
    "format",
    gettext_noop("No distribution is in an open format."),
    gettext_noop("Add a file in a format that needs no particular program, such as CSV."),
)
_KEYWORDS: Final = (
    "keywords_cs",
    gettext_noop("With fewer than three keywords the data are hard to find."),
    gettext_noop("Add words that people search by, also those of everyday speech."),
)
_CONTACT: Final = (
    "contact_email",
    gettext_noop("Users have nobody to ask."),
    gettext_noop("Give an address of an office, not of a person."),
)
_STALE: Final = (
    "modified_on",
    gettext_noop("The data are older than the promised frequency."),
    gettext_noop("Bring newer data, or say truly how often they change."),
)
_THEME: Final = (
    "themes",
    gettext_noop("The record has no theme."),
    gettext_noop("Choose at least one theme of the European list."),
)
_FREQUENCY: Final = (
    "frequency",
    gettext_noop("Nobody knows how often the data change."),
    gettext_noop("Choose the nearest; “irregularly” is an answer too."),
)
_SPATIAL: Final = (
    "spatial",
    gettext_noop("The record does not say which territory it is about."),
    gettext_noop("Choose the municipality or the region."),
)
_SCHEMA: Final = (
    "schema_url",
    gettext_noop("No file has a schema, so nobody can check it by machine."),
    gettext_noop("Give the address of a schema (CSV on the Web, JSON Schema)."),
)
_LICENCE: Final = (
    "licence",
    gettext_noop("European catalogues will see no licence."),
    gettext_noop("Name a licence beside the Czech terms of use, such as CC BY 4.0."),
)
_TIME: Final = (
    "temporal_from",
    gettext_noop("The record does not say which time it covers."),
    gettext_noop("Give at least the first day."),
)
_ENGLISH: Final = (
    "title_en",
    gettext_noop("The record has no English title and description."),
    gettext_noop("Add a sentence in English; European catalogues will show it."),
)
_DOCUMENTATION: Final = (
    "documentation",
    gettext_noop("There is no documentation."),
    gettext_noop("Give the address of a page that explains the columns."),
)
_HVD: Final = (
    "hvd_categories",
    gettext_noop("A high-value dataset must name Regulation (EU) 2023/138 at the record and at each distribution."),
    gettext_noop("Add the act to the legislation of both."),
)
_PERSONAL: Final = (
    "terms_personal_data",
    gettext_noop("A distribution contains personal data."),
    gettext_noop("Make sure that the law allows it to be published, or take the personal data out."),
)
