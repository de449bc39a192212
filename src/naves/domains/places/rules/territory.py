"""Whether units make one sound tree: state → kraj → okres → ORP → obec."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from naves.domains.places.enums import MunicipalityKind, PlaceLevel
from naves.domains.places.rules.city_parts import city_part, city_part_problem
from naves.domains.places.rules.ico import is_ico
from naves.domains.places.rules.rows import KnownUnit, PlaceRow
from naves.kernel.errors import Problem, gettext_noop

DEPTH = {level: depth for depth, level in enumerate(PlaceLevel)}
# A municipality may lie right below its okres where nobody says to which ORP it belongs.
RIGHT_ABOVE: dict[PlaceLevel, frozenset[PlaceLevel]] = {
    PlaceLevel.STATE: frozenset(),
    PlaceLevel.REGION: frozenset({PlaceLevel.STATE}),
    PlaceLevel.DISTRICT: frozenset({PlaceLevel.REGION}),
    PlaceLevel.ORP: frozenset({PlaceLevel.DISTRICT}),
    PlaceLevel.MUNICIPALITY: frozenset({PlaceLevel.ORP, PlaceLevel.DISTRICT}),
}
Parents = Mapping[str, KnownUnit]


def check(rows: Sequence[PlaceRow], known: Parents) -> list[Problem]:
    """Return everything that is wrong with ``rows``, given the units ``known`` already."""
    units = {**known, **{row.code: KnownUnit(row.level, row.parent_code) for row in rows}}
    circling = _codes_in_cycles(rows, units)
    problems = list(_doubles(rows))
    for row in rows:
        problems.extend(_problems_of_one(row, units, circling))
    return problems


def from_the_top(rows: Iterable[PlaceRow]) -> list[PlaceRow]:
    """Return ``rows`` so that each parent comes before its children."""
    return sorted(rows, key=lambda row: (DEPTH[row.level], row.code))


def _doubles(rows: Sequence[PlaceRow]) -> Iterator[Problem]:
    first: dict[str, PlaceRow] = {}
    for row in rows:
        before = first.setdefault(row.code, row)
        if before is not row:
            yield _problem(
                row,
                "code",
                row.code,
                "place_twice",
                gettext_noop("The code %(value)s is there twice, first on row %(first)s."),
                gettext_noop("Keep one of the rows."),
                first=before.row,
            )


def _problems_of_one(row: PlaceRow, units: Parents, circling: frozenset[str]) -> Iterator[Problem]:
    if row.level == PlaceLevel.MUNICIPALITY and (part := city_part(row.code)):
        yield city_part_problem(part, field="code", value=row.code, row=row.row)
    if row.ico and not is_ico(row.ico):
        yield _problem(
            row,
            "ico",
            row.ico,
            "bad_ico",
            gettext_noop("“%(value)s” is not a valid organisation number (IČO)."),
            gettext_noop("Check its eight digits; the last one is a check digit."),
        )
    if row.population is not None and row.population < 0:
        yield _problem(
            row,
            "population",
            row.population,
            "negative_people",
            gettext_noop("%(value)s people cannot live in a place."),
            gettext_noop("Give zero or more, or leave the cell empty where nobody knows."),
        )
    if row.population is not None and row.kind == MunicipalityKind.MILITARY:
        yield _problem(
            row,
            "population",
            row.population,
            "people_in_military_district",
            gettext_noop("A military district has no population, but %(value)s people are given."),
            gettext_noop("Leave the cell empty, or mend the status of the place."),
        )
    if row.population is not None and row.population_date is None:
        yield _problem(
            row,
            "population",
            row.population,
            "population_without_date",
            gettext_noop("It is not said on which day %(value)s people lived there."),
            gettext_noop("Name the year in the heading, as in obyv_2025, or add a column with the date."),
        )
    yield from _problems_of_parent(row, units, circling)


def _problems_of_parent(row: PlaceRow, units: Parents, circling: frozenset[str]) -> Iterator[Problem]:
    if row.code in circling:
        yield _problem(
            row,
            "parent",
            row.parent_code,
            "cyclic_territory",
            gettext_noop("%(name)s lies, by way of %(value)s, in itself."),
            gettext_noop("Mend the code of the unit above it."),
            name=row.name,
        )
        return
    if row.level == PlaceLevel.STATE and row.parent_code is None:
        return
    parent = units.get(row.parent_code or "")
    if parent is None:
        yield _problem(
            row,
            "parent",
            row.parent_code or "",
            "unknown_parent",
            gettext_noop("The unit above %(name)s, with the code “%(value)s”, is not known."),
            gettext_noop("Mend the code, or add the unit to the file."),
            name=row.name,
        )
    elif parent.level not in RIGHT_ABOVE[row.level]:
        yield _problem(
            row,
            "parent",
            row.parent_code,
            "parent_of_wrong_level",
            gettext_noop("%(name)s cannot lie right below “%(value)s”: their levels do not follow each other."),
            gettext_noop("The levels are state, region (kraj), district (okres), ORP, municipality."),
            name=row.name,
        )
    district = units.get(row.district_code or "")
    if row.district_code and (district is None or district.level != PlaceLevel.DISTRICT):
        yield _problem(
            row,
            "district",
            row.district_code,
            "unknown_district",
            gettext_noop("No district (okres) has the code “%(value)s”."),
            gettext_noop("Mend the code, or add the district to the file."),
        )


def _codes_in_cycles(rows: Sequence[PlaceRow], units: Parents) -> frozenset[str]:
    sound: set[str] = set()
    circling: set[str] = set()
    for row in rows:
        path: list[str] = []
        code: str | None = row.code
        while code is not None and code in units and code not in sound and code not in circling:
            if code in path:
                circling.update(path[path.index(code) :])
                break
            path.append(code)
            code = units[code].parent_code
        sound.update(set(path) - circling)
    return frozenset(circling)


def _problem(
    row: PlaceRow, field: str, value: object, code: str, message: str, remedy: str, **params: object
) -> Problem:
    return Problem(
        code=code,
        message=message,
        remedy=remedy,
        params={"value": value, **params},
        field=field,
        value=value,
        row=row.row,
    )
