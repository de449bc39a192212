"""A unit of the territory as an import brings it."""

from dataclasses import dataclass
from datetime import date

from naves.domains.places.enums import MunicipalityKind, PlaceLevel


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One unit; ``row`` is the line of the file that it came from.

    ``district_code`` is given where it does not follow from the parent: the ORP of Turnov reaches
    into three okresy, so a municipality names its own. Population is of ``population_date``.
    """

    row: int | None
    code: str
    name: str
    level: PlaceLevel
    parent_code: str | None = None
    kind: MunicipalityKind | None = None
    district_code: str | None = None
    population: int | None = None
    population_date: date | None = None
    longitude: float | None = None
    latitude: float | None = None
    area_ha: float | None = None
    ico: str = ""


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """What of a unit already recorded matters to new ones."""

    level: PlaceLevel
    parent_code: str | None
