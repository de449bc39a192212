"""What an organisation must look like."""

from dataclasses import dataclass

from naves.domains.organisations.enums import OrganisationKind
from naves.domains.places.rules.ico import is_ico
from naves.kernel.errors import Problem, gettext_noop

LONGEST_NAME = 200
GOVERNING = frozenset({OrganisationKind.MUNICIPALITY, OrganisationKind.REGION})


@dataclass(frozen=True, slots=True)
class OrganisationValues:
    """The contents of an organisation; ``place_id`` is what it governs, or where it has its seat."""

    kind: str
    name: str
    ico: str = ""
    place_id: int | None = None
    website: str = ""
    description: str = ""


def problems_of(values: OrganisationValues) -> list[Problem]:
    """Return what is wrong, field by field."""
    problems = []
    if not 2 <= len(values.name.strip()) <= LONGEST_NAME:  # noqa: PLR2004 - a single letter is no name
        problems.append(
            Problem(
                code="name",
                field="name",
                value=values.name,
                message=gettext_noop("The name has %(length)s characters."),
                params={"length": len(values.name.strip()), "longest": LONGEST_NAME},
                remedy=gettext_noop("Give a name of 2 to %(longest)s characters."),
            )
        )
    if values.kind not in OrganisationKind.values:
        problems.append(
            Problem(
                code="kind",
                field="kind",
                value=values.kind,
                message=gettext_noop("“%(value)s” is not a kind of organisation."),
                params={"value": values.kind, "known": ", ".join(OrganisationKind.values)},
                remedy=gettext_noop("Choose from: %(known)s."),
            )
        )
    if values.ico and not is_ico(values.ico):
        problems.append(
            Problem(
                code="ico",
                field="ico",
                value=values.ico,
                message=gettext_noop("“%(value)s” is not a valid organisation number (IČO)."),
                params={"value": values.ico},
                remedy=gettext_noop("Check its eight digits; the last one is a check digit."),
            )
        )
    if values.kind in GOVERNING and values.place_id is None:
        problems.append(
            Problem(
                code="place",
                field="place",
                message=gettext_noop("A municipality or a region governs a place, and none is given."),
                remedy=gettext_noop("Choose the place that it governs."),
            )
        )
    return problems
