"""The municipality that a row of somebody's table means: by code, by name with okres or kraj, or as was answered."""

from collections.abc import Mapping

from naves.domains.places.rules.naming import PlaceIndex, Resolution, name_key
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables import Column, Kind, Record

PLACE_COLUMNS = (
    Column(
        "place_code",
        Kind.CODE,
        label="kód obce",
        aliases=("kod_obec", "kod_obce_csu", "lau2", "kodobce", "municipality_code"),
        pattern="[0-9]{1,6}(?:[.]0)?",
        example="503444",
    ),
    Column(
        "place",
        label="obec",
        aliases=("nazev_obce", "mesto", "misto", "municipality", "town"),
        max_length=200,
        example="Litovel",
    ),
    Column("district", label="okres", aliases=("kod_okres", "nazev_okres"), max_length=80, example="Olomouc"),
    Column("region", label="kraj", aliases=("kod_kraj", "nazev_kraj"), max_length=80, example="Olomoucký kraj"),
)


class RowPlaces:
    """Resolves row after row; ``answers`` hold what a person said that an ambiguous text means (text → code)."""

    def __init__(self, index: PlaceIndex, answers: Mapping[str, str] | None = None) -> None:
        self._index = index
        self._answers = {name_key(text): code for text, code in (answers or {}).items()}
        self._found: dict[tuple[str, ...], Resolution] = {}

    def of(self, record: Record) -> Resolution:
        """Return what the columns of :data:`PLACE_COLUMNS` mean."""
        key = tuple(record[column.name] or "" for column in PLACE_COLUMNS)
        if key not in self._found:
            self._found[key] = self._resolve(*key)
        return self._found[key]

    def called(self, text: str, *, district: str = "", region: str = "", field: str = "place") -> Resolution:
        """Return the municipality of that name, or as it was answered."""
        area = district or region
        wanted = f"{text} ({area})" if area and not set(text) & set("(,") and not text.strip().isdigit() else text
        resolution = self._index.resolve(wanted, district=district, region=region, field=field)
        answer = self._answers.get(name_key(wanted))
        if resolution.place is None and answer is not None:
            meant = [place for place in resolution.candidates if place.code == answer]
            return Resolution(meant[0]) if meant else self._index.resolve(answer, field=field)
        return resolution

    def _resolve(self, code: str, name: str, district: str, region: str) -> Resolution:
        if not code:
            return self.called(name, district=district, region=region) if name else Resolution(problem=_nowhere())
        by_code = self._index.resolve(code.removesuffix(".0").zfill(6), field="place_code")
        if by_code.place is None or not name or name_key(name) == name_key(by_code.place.name):
            return by_code
        by_name = self._index.resolve(name)
        named = (by_name.place,) if by_name.place is not None else by_name.candidates
        if not named or by_code.place in named:
            return by_code
        return Resolution(problem=_contradiction(code, by_code.place.label, name))


def _nowhere() -> Problem:
    return Problem(
        code="place_missing",
        message=gettext_noop("The row does not say which municipality it concerns."),
        remedy=gettext_noop("Fill in the code of the municipality, or its name with the district (okres)."),
        field="place",
        value="",
    )


def _contradiction(code: str, label: str, name: str) -> Problem:
    return Problem(
        code="place_code_and_name",
        message=gettext_noop("The code %(code)s belongs to %(label)s, but the row names “%(value)s”."),
        remedy=gettext_noop("Mend the code or the name, so that both mean the same municipality."),
        params={"code": code, "label": label, "value": name},
        field="place_code",
        value=code,
    )
