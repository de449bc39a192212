"""What a distribution must hold: a file or a service, and the terms of use on four axes."""

import re
from dataclasses import dataclass, field, fields, replace
from typing import Final

from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.rules.custody import required
from naves.domains.catalogue.rules.iris import iri_problem, iri_problems
from naves.domains.catalogue.rules.vocabulary import (
    CC_BY,
    NO_DATABASE_WORK,
    NO_PERSONAL_DATA,
    NO_SPECIAL_RIGHTS,
    NO_WORK,
    PERSONAL_DATA_TERMS,
)
from naves.kernel.errors import Problem, gettext_noop

_MEDIA_TYPE: Final = re.compile(r"[a-zA-Z0-9][\w!#$&^.+-]{0,60}/[a-zA-Z0-9][\w!#$&^.+-]{0,80}")
_FORMAT: Final = re.compile(r"[A-Za-z0-9_]{1,60}")
TERMS: Final = ("terms_work", "terms_database", "terms_special_rights", "terms_personal_data")
_ADDRESSES: Final = ("access_url", "download_url", "schema_url", "licence", *TERMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class DistributionValues:
    """A distribution as somebody states it. The terms stand for data that hold nothing protected, unless told."""

    kind: str = DistributionKind.FILE
    title_cs: str = ""
    title_en: str = ""
    description_cs: str = ""
    description_en: str = ""
    access_url: str = ""
    download_url: str = ""
    media_type: str = ""
    format: str = ""
    compression: str = ""
    packaging: str = ""
    schema_url: str = ""
    conforms_to: tuple[str, ...] = ()
    legislation: tuple[str, ...] = ()
    terms_work: str = NO_WORK
    terms_work_author: str = ""
    terms_database: str = NO_DATABASE_WORK
    terms_database_author: str = ""
    terms_special_rights: str = NO_SPECIAL_RIGHTS
    terms_personal_data: str = NO_PERSONAL_DATA
    licence: str = ""
    byte_size: int | None = None
    checksum: str = ""
    extras: dict[str, object] = field(default_factory=dict)


NAMES: Final = tuple(item.name for item in fields(DistributionValues))
_TEXTS: Final = tuple(item.name for item in fields(DistributionValues) if item.type in {str, "str"})


def tidy(values: DistributionValues) -> DistributionValues:
    """Return it without stray spaces; the address of access is that of the file where none is given."""
    texts = {name: getattr(values, name).strip() for name in _TEXTS}
    texts["access_url"] = texts["access_url"] or texts["download_url"]
    return replace(values, **texts)


def distribution_problems(values: DistributionValues, *, has_file: bool, has_service: bool) -> list[Problem]:
    """Return what is wrong; ``has_file``: a file of ours goes with it, ``has_service``: it names a data service."""
    problems: list[Problem] = []
    if values.kind not in DistributionKind.values:
        problems.append(_unknown("kind", values.kind))
    elif _is_both_or_neither(values, has_file=has_file, has_service=has_service):
        problems.append(_both())
    elif values.kind == DistributionKind.FILE and not has_file and not values.access_url:
        problems.append(
            required(
                "download_url",
                gettext_noop("There is neither a file nor an address."),
                gettext_noop("Choose a file, or give the address where it lies."),
            )
        )
    problems += [
        problem
        for name in _ADDRESSES
        if getattr(values, name) and (problem := iri_problem(getattr(values, name), name))
    ]
    problems += iri_problems(values.conforms_to, "conforms_to") + iri_problems(values.legislation, "legislation")
    problems += [
        _unknown(name, getattr(values, name))
        for name in ("media_type", "compression", "packaging")
        if getattr(values, name) and not _MEDIA_TYPE.fullmatch(getattr(values, name))
    ]
    if values.format and not _FORMAT.fullmatch(values.format):
        problems.append(_unknown("format", values.format))
    if values.terms_personal_data and values.terms_personal_data not in PERSONAL_DATA_TERMS:
        problems.append(_unknown("terms_personal_data", values.terms_personal_data))
    return problems


def terms_problems(values: DistributionValues) -> list[Problem]:
    """Return which axes of the terms of use are not filled in, and authors that a licence asks for."""
    problems = [
        required(
            name,
            gettext_noop("The terms of use are not complete."),
            gettext_noop("Say on each axis that the data contain none, or name a licence."),
        )
        for name in TERMS
        if not getattr(values, name)
    ]
    problems += [
        required(
            author,
            gettext_noop("This licence asks for the name of the author."),
            gettext_noop("Write whom users shall name."),
        )
        for axis, author in (("terms_work", "terms_work_author"), ("terms_database", "terms_database_author"))
        if getattr(values, axis) == CC_BY and not getattr(values, author)
    ]
    return problems


def _is_both_or_neither(values: DistributionValues, *, has_file: bool, has_service: bool) -> bool:
    if values.kind == DistributionKind.FILE:
        return has_service
    return not has_service or has_file or bool(values.download_url)


def _both() -> Problem:
    return Problem(
        code="file_or_service",
        field="kind",
        message=gettext_noop("A distribution is a file or a service, never both and never neither."),
        remedy=gettext_noop("Add the other one as a distribution of its own."),
    )


def _unknown(name: str, value: str) -> Problem:
    return Problem(
        code="unknown_code",
        field=name,
        value=value,
        message=gettext_noop("“%(value)s” is not in the list of this field."),
        params={"value": value},
        remedy=gettext_noop("Choose one of those offered."),
    )
