"""The territory: single places, and a small country of real ones."""

from dataclasses import dataclass

import factory
from factory.django import DjangoModelFactory

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.models import Place, Population
from naves.domains.places.rules.size_classes import size_class
from naves.kernel.text import collation_key, fold
from tests.factories.accounts import AT


class PlaceFactory(DjangoModelFactory[Place]):
    """A municipality of 1,000 people; without a parent it lies in an ORP of its own."""

    class Meta:
        model = Place

    code = factory.Sequence(lambda n: str(900_000 + n))
    name = factory.Sequence(lambda n: f"Lhota {n}")
    name_sort = factory.LazyAttribute(lambda place: collation_key(place.name))
    name_folded = factory.LazyAttribute(lambda place: fold(place.name))
    level = PlaceLevel.MUNICIPALITY
    kind = MunicipalityKind.MUNICIPALITY
    population = 1000
    recorded_at = AT
    size_class = factory.LazyAttribute(lambda place: size_class(place.population))
    orp = factory.LazyAttribute(lambda _: make_orp())
    district = factory.LazyAttribute(lambda place: place.orp.district)
    region = factory.LazyAttribute(lambda place: place.orp.region)
    parent = factory.LazyAttribute(lambda place: place.orp)


def make_state() -> Place:
    """Return the state, made once."""
    return _unit("CZ", "Česko", PlaceLevel.STATE, None)


def make_region(code: str = "CZ071", name: str = "Olomoucký kraj") -> Place:
    """Return a kraj, made once."""
    return _unit(code, name, PlaceLevel.REGION, make_state())


def make_district(code: str = "CZ0712", name: str = "Olomouc", region: Place | None = None) -> Place:
    """Return an okres, made once."""
    above = region or make_region()
    return _unit(code, name, PlaceLevel.DISTRICT, above, region=above)


def make_orp(code: str = "7107", name: str = "Olomouc", district: Place | None = None) -> Place:
    """Return an ORP, made once."""
    above = district or make_district()
    return _unit(code, name, PlaceLevel.ORP, above, region=above.region, district=above)


def _unit(code: str, name: str, level: PlaceLevel, parent: Place | None, **above: Place | None) -> Place:
    names = {"name": name, "name_sort": collation_key(name), "name_folded": fold(name)}
    return Place.objects.get_or_create(code=code, defaults={"level": level, "parent": parent, **names, **above})[0]


@dataclass(frozen=True)
class Country:
    """Two kraje, four okresy, six ORP, nine real municipalities and a military district without people."""

    state: Place
    regions: dict[str, Place]
    districts: dict[str, Place]
    orps: dict[str, Place]
    towns: dict[str, Place]

    def town(self, name: str) -> Place:
        """Return the town of this name; of the two Lužice ask `towns["Lužice (Olomouc)"]`, `towns["Lužice (Most)"]`."""
        return self.towns[name]


REGIONS = {"CZ071": "Olomoucký kraj", "CZ042": "Ústecký kraj"}
DISTRICTS = {
    "CZ0712": ("Olomouc", "CZ071"),
    "CZ0715": ("Šumperk", "CZ071"),
    "CZ0425": ("Most", "CZ042"),
    "CZ0427": ("Ústí nad Labem", "CZ042"),
}
ORPS = {
    "7107": ("Olomouc", "CZ0712"),
    "7105": ("Litovel", "CZ0712"),
    "7110": ("Šternberk", "CZ0712"),
    "7111": ("Šumperk", "CZ0715"),
    "4209": ("Most", "CZ0425"),
    "4214": ("Ústí nad Labem", "CZ0427"),
}
TOWNS: tuple[tuple[str, str, str, str, int | None, float, float], ...] = (
    ("500496", "Olomouc", "S", "7107", 103_063, 17.25088, 49.59387),
    ("503444", "Litovel", "M", "7105", 9_510, 17.07615, 49.70121),
    ("523704", "Šumperk", "M", "7111", 24_735, 16.97061, 49.96529),
    ("500020", "Petrov nad Desnou", "O", "7111", 1_237, 17.04428, 50.00544),
    ("567027", "Most", "S", "4209", 63_474, 13.63616, 50.50301),
    ("567337", "Obrnice", "O", "4209", 2_049, 13.69539, 50.50498),
    ("554804", "Ústí nad Labem", "S", "4214", 90_866, 14.04068, 50.66049),
    ("569844", "Lužice (Olomouc)", "O", "7110", 411, 17.25957, 49.71575),
    ("567281", "Lužice (Most)", "O", "4209", 568, 13.75413, 50.4917),
    ("503941", "Libavá", "U", "7107", None, 17.58904, 49.7013),
)


def make_country() -> Country:
    """Make the small country; populations are of 1 January 2025, known since AT."""
    regions = {code: make_region(code, name) for code, name in REGIONS.items()}
    districts = {code: make_district(code, name, regions[region]) for code, (name, region) in DISTRICTS.items()}
    orps = {code: make_orp(code, name, districts[district]) for code, (name, district) in ORPS.items()}
    towns = {}
    for code, key, kind, orp, people, longitude, latitude in TOWNS:
        towns[key] = PlaceFactory(
            code=code,
            name=key.split(" (")[0],
            kind=kind,
            orp=orps[orp],
            population=people,
            longitude=longitude,
            latitude=latitude,
        )
        if people is not None:
            record_population(towns[key], people)
    return Country(make_state(), regions, districts, orps, towns)


def record_population(place: Place, people: int, *, reference_date: str = "2025-01-01", at: object = AT) -> Population:
    """Note how many people live in ``place``."""
    return Population.objects.create(
        place=place, people=people, reference_date=reference_date, source="ČSÚ", recorded_at=at
    )
