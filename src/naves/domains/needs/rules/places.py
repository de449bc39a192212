"""Where a need may stand."""

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.kernel.errors import Problem, gettext_noop


def place_problem(level: str, kind: str, name: str) -> Problem | None:
    """Return why no need stands in such a place: it must be a municipality where people live."""
    if level != PlaceLevel.MUNICIPALITY:
        return Problem(
            code="place_level",
            field="place",
            value=name,
            message=gettext_noop("“%(place)s” is not a municipality."),
            params={"place": name},
            remedy=gettext_noop("Enter the need in the municipality that it concerns."),
        )
    if kind == MunicipalityKind.MILITARY:
        return Problem(
            code="place_military",
            field="place",
            value=name,
            message=gettext_noop("“%(place)s” is a military district, where nobody lives."),
            params={"place": name},
            remedy=gettext_noop("Enter the need in a neighbouring municipality."),
        )
    return None
