"""Which municipality a text means: a code, a name, a name with its okres or kraj. Never a guess."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from naves.domains.places.rules.city_parts import city_part, city_part_problem
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.text import fold

MOST_LISTED = 12
MOST_SUGGESTED = 50
_SPACES = re.compile(r"\s+")
_DASHES = re.compile(r"\s*[-\u2010-\u2014]\s*")
_WITH_AREA = re.compile(r"^(?P<name>[^(,]+?)\s*[(,]\s*(?P<area>[^()]+?)\s*\)?$")
_STATUS = re.compile(r"^(?:obec|mestys|mesto|statutarni mesto|hlavni mesto|hl\. ?m\.)\s+(?=\S)")
_AREA_WORDS = re.compile(r"^(?:okres|okr\.?|o\.|kraj)\s+|\s+(?:kraj|okres)$")


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A municipality and what tells it from others of the same name."""

    id: int
    code: str
    name: str
    district_code: str
    district: str
    region_code: str
    region: str

    @property
    def label(self) -> str:
        """The name as it can be typed in to mean this place alone."""
        return f"{self.name} ({self.district}, {self.code})"


@dataclass(frozen=True, slots=True)
class Resolution:
    """The one place that was meant, or the problem and, if there are several, which ones."""

    place: NamedPlace | None = None
    problem: Problem | None = None
    candidates: tuple[NamedPlace, ...] = ()


def name_key(text: str) -> str:
    """Return what names are compared by: no case, accents, doubled spaces, spaces round dashes."""
    return _DASHES.sub("-", _SPACES.sub(" ", fold(text))).strip()


class PlaceIndex:
    """All municipalities, ready to be found by code or name."""

    def __init__(self, places: Iterable[NamedPlace]) -> None:
        """Take all there are; a part of the country would make homonyms look like one."""
        self._by_code: dict[str, NamedPlace] = {}
        self._by_name: dict[str, list[NamedPlace]] = defaultdict(list)
        self._suggestions: dict[str, str] = {}
        for place in places:
            self._by_code[place.code] = place
            self._by_name[name_key(place.name)].append(place)

    def resolve(self, text: str, *, district: str = "", region: str = "", field: str = "place") -> Resolution:
        """Return the place that ``text`` means, within the okres and kraj if they are given (code or name)."""
        wanted = _SPACES.sub(" ", text).strip()
        if wanted.isdigit():
            return self._by_its_code(wanted, field)
        named, name, area = self._named(wanted)
        if not named:
            return self._unknown(wanted, field)
        within = [place for place in named if _lies_in(place, district, region, area)]
        if len(within) == 1:
            return Resolution(within[0])
        if not within:
            return Resolution(problem=_elsewhere(wanted, named, area or district or region, field))
        within = _as_spelled(within, name)
        if len(within) == 1:
            return Resolution(within[0])
        return Resolution(problem=_ambiguous(wanted, within, field), candidates=tuple(within))

    def _by_its_code(self, code: str, field: str) -> Resolution:
        if place := self._by_code.get(code):
            return Resolution(place)
        if part := city_part(code):
            return Resolution(problem=city_part_problem(part, field=field, value=code))
        return Resolution(
            problem=_problem(
                "place_unknown_code",
                field,
                code,
                gettext_noop("No municipality has the code “%(value)s”."),
                gettext_noop("Check the code, or give the name and the district (okres)."),
            )
        )

    def _named(self, text: str) -> tuple[list[NamedPlace], str, str]:
        """Return the places of that name, the name, and the okres or kraj that the text itself gives."""
        for name, area in _readings(text):
            for key in (name_key(name), _STATUS.sub("", name_key(name))):
                if found := self._by_name.get(key):
                    return found, name, area
        return [], text, ""

    def _unknown(self, text: str, field: str) -> Resolution:
        if part := city_part(text):
            return Resolution(problem=city_part_problem(part, field=field, value=text))
        alike = self._alike(text)
        remedy = (
            gettext_noop("Did you mean %(alike)s?")
            if alike
            else gettext_noop("Give the official name or the code of the municipality.")
        )
        message = gettext_noop("No municipality is called “%(value)s”.")
        return Resolution(problem=_problem("place_unknown", field, text, message, remedy, alike=alike))

    def _alike(self, text: str) -> str:
        key = name_key(text)
        if key not in self._suggestions and len(self._suggestions) < MOST_SUGGESTED:
            close = get_close_matches(key, self._by_name, n=3, cutoff=0.8)
            self._suggestions[key] = ", ".join(self._by_name[name][0].name for name in close)
        return self._suggestions.get(key, "")


def _readings(text: str) -> Iterable[tuple[str, str]]:
    yield text, ""
    if found := _WITH_AREA.match(text):
        yield found["name"], found["area"]


def _as_spelled(places: list[NamedPlace], name: str) -> list[NamedPlace]:
    """Tell Kuňovice from Kunovice, unless the name was written without any accents."""
    if name.isascii():
        return places
    exact = [place for place in places if name.casefold().endswith(place.name.casefold())]
    return exact or places


def _lies_in(place: NamedPlace, district: str, region: str, area: str) -> bool:
    return (
        _is_area(district, place.district_code, place.district)
        and _is_area(region, place.region_code, place.region)
        and (
            _is_area(area, place.district_code, place.district)
            or _is_area(area, place.region_code, place.region)
            or place.code in area
        )
    )


def _is_area(text: str, code: str, name: str) -> bool:
    """Whether ``text`` is empty or means this okres or kraj."""
    if not text.strip():
        return True
    key = name_key(text)
    return key == fold(code) or _AREA_WORDS.sub("", key) == _AREA_WORDS.sub("", name_key(name))


def _elsewhere(text: str, named: list[NamedPlace], area: str, field: str) -> Problem:
    return _problem(
        "place_elsewhere",
        field,
        text,
        gettext_noop("No municipality called “%(value)s” lies in “%(area)s”; there is: %(candidates)s."),
        gettext_noop("Mend the district (okres) or the region (kraj), or give the code."),
        area=area,
        candidates=_listed(named),
    )


def _ambiguous(text: str, places: list[NamedPlace], field: str) -> Problem:
    return _problem(
        "place_ambiguous",
        field,
        text,
        gettext_noop("“%(value)s” may be any of %(count)s municipalities: %(candidates)s."),
        gettext_noop("Add the district (okres) or give the code."),
        count=len(places),
        candidates=_listed(places),
    )


def _listed(places: list[NamedPlace]) -> str:
    shown = ", ".join(place.label for place in places[:MOST_LISTED])
    return shown + (", …" if len(places) > MOST_LISTED else "")


def _problem(code: str, field: str, value: str, message: str, remedy: str, **params: object) -> Problem:
    return Problem(
        code=code, message=message, remedy=remedy, params={"value": value, **params}, field=field, value=value
    )
