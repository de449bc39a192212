"""Rows of an import of responses, and what each refers to."""

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from naves.domains.needs.models import Need
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.facts import state_ids
from naves.domains.strategies.models import Goal, LevelClaim, Measure, Response, StrategyVersion

ClaimKey = tuple[int, str, str]
"""Level, kind and text of a proof: what makes two claims the same in an import."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseRow:
    """One row: `need` is the id of a need here, or with a `need_source` given, its identifier there.

    `code` is of a measure, or of a goal where `is_goal`, in the approved version of the strategy. Without a
    `level` the response is proposed only; with `contradicts` it takes none.
    """

    row: int
    need: str
    strategy_id: str
    code: str
    is_goal: bool = False
    level: int | None = None
    proof_kind: str = ""
    proof_text: str = ""
    proof_url: str = ""
    valid_from: date | None = None
    lapses_on: date | None = None
    contradicts: bool = False
    note: str = ""
    source_id: str = ""


class Targets:
    """Goals and measures of approved versions, read as rows ask for them and kept."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: dict[str, dict[tuple[bool, str], Goal | Measure]] = {}
        self._covered: dict[uuid.UUID, frozenset[int]] = {}

    def load(self, identifiers: Collection[str]) -> None:
        """Read the strategies that are not known yet (four queries)."""
        fresh = {identifier for identifier in identifiers if identifier not in self._known}
        if not fresh:
            return
        self._known.update({identifier: {} for identifier in fresh})
        rows = StrategyVersion.objects.filter(strategy__identifier__in=fresh, status=VersionStatus.APPROVED)
        versions = {version.pk: version for version in rows.select_related("strategy__owner")}
        places: dict[uuid.UUID, set[int]] = {pk: set() for pk in versions}
        for version_id, place_id in StrategyVersion.places.through.objects.filter(
            strategyversion_id__in=versions
        ).values_list("strategyversion_id", "place_id"):
            places[version_id].add(place_id)
        self._covered.update({pk: frozenset(found) for pk, found in places.items()})
        targets: list[Goal | Measure] = [*Goal.objects.filter(version__in=versions)]
        targets += Measure.objects.filter(version__in=versions)
        for target in targets:
            target.version = versions[target.version_id]
            identifier = target.version.strategy.identifier
            self._known[identifier][isinstance(target, Goal), target.code] = target

    def knows(self, identifier: str) -> bool:
        """Whether the strategy has an approved version with contents."""
        return bool(self._known.get(identifier))

    def find(self, row: ResponseRow) -> Goal | Measure | None:
        """Return what the row points to."""
        return self._known.get(row.strategy_id, {}).get((row.is_goal, row.code))

    def covered(self, target: Goal | Measure) -> frozenset[int]:
        """Return the places that its version names."""
        return self._covered[target.version_id]


class Territory:
    """Every place with the units above it (two queries)."""

    def __init__(self) -> None:
        """Read the whole territory."""
        self.places = {place.pk: place for place in Place.objects.all()}
        self._top = state_ids()

    def chain(self, place_id: int) -> set[int]:
        """Return the place and every unit above it."""
        place = self.places[place_id]
        above = {place.pk, place.parent_id, place.orp_id, place.district_id, place.region_id}
        return {pk for pk in above if pk is not None} | self._top


def needs_of(rows: Sequence[ResponseRow], source: str) -> dict[str, Need]:
    """Return the needs by what rows call them; one that was merged gives way to the one that stands for it."""
    names = {row.need.strip() for row in rows}
    if source:
        found = Need.objects.filter(source=source, source_id__in=names).select_related("merged_into")
        return {need.source_id: need.merged_into or need for need in found}
    ids = {as_id: name for name in names if (as_id := _as_uuid(name)) is not None}
    found = Need.objects.filter(pk__in=list(ids)).select_related("merged_into")
    return {ids[need.pk]: need.merged_into or need for need in found}


def _as_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


class Known:
    """Responses of some needs and what they claim (two queries).

    What was withdrawn is known by lineage, so that it stays withdrawn in later versions of the strategy;
    what was withdrawn because it was carried over goes on living there.
    """

    def __init__(self, needs: Collection[Need]) -> None:
        """Read them."""
        ids = list({need.pk for need in needs})
        self._live: dict[tuple[uuid.UUID, uuid.UUID], Response] = {}
        self._withdrawn: set[tuple[uuid.UUID, uuid.UUID]] = set()
        found = list(Response.objects.filter(need__in=ids, reference_id=None).select_related("goal", "measure"))
        continued = {response.carried_from_id for response in found}
        for response in found:
            target = response.goal or response.measure
            if target is not None and response.withdrawn_at is None:
                self._live[response.need_id, target.pk] = response
            elif target is not None and response.pk not in continued:
                self._withdrawn.add((response.need_id, target.lineage))
        self._claims: dict[uuid.UUID, set[ClaimKey]] = {}
        claims = LevelClaim.objects.filter(response__need__in=ids, response__withdrawn_at=None)
        for response_id, level, kind, text in claims.values_list("response_id", "level", "proof_kind", "proof_text"):
            self._claims.setdefault(response_id, set()).add((level, kind, text))

    def find(self, need: Need, target: Goal | Measure) -> Response | None:
        """Return the live response between them."""
        return self._live.get((need.pk, target.pk))

    def was_withdrawn(self, need: Need, target: Goal | Measure) -> bool:
        """Whether people took back a response between them."""
        return (need.pk, target.lineage) in self._withdrawn

    def add(self, need: Need, target: Goal | Measure, response: Response) -> None:
        """Remember a response that is about to be written."""
        self._live[need.pk, target.pk] = response

    def claims_of(self, response: Response) -> set[ClaimKey]:
        """Return what the response claims or claimed."""
        return self._claims.setdefault(response.pk, set())
