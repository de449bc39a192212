"""Who answered such a need elsewhere, and with what."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Final

from naves.domains.needs.models import Need, NeedThemeShare
from naves.domains.places.models import Place
from naves.domains.strategies.models import Goal, LevelClaim, Measure
from naves.domains.strategies.queries.holding import holding_claims

MOST_PLACES: Final = 5
MOST_CLAIMS: Final = 400


@dataclass(frozen=True, slots=True)
class AnswerElsewhere:
    """A goal or measure that answers needs of the same theme in towns of the same size class."""

    target: Goal | Measure
    level: int
    needs: int
    places: tuple[Place, ...]


def answers_elsewhere(need: Need, today: date, *, level: int = 2, limit: int = 10) -> list[AnswerElsewhere]:
    """Return what answers needs like this at `level` or more today: the highest level first, then one's own region.

    Alike is: the town is in the same size class and the need shares the largest theme of this one. The newest
    few hundred claims are looked at (three queries).
    """
    theme = NeedThemeShare.objects.filter(need=need, until=None).order_by("-share", "theme").first()
    if theme is None:
        return []
    alike = holding_claims(today, level).filter(
        response__need__theme_shares__theme=theme.theme_id,
        response__need__theme_shares__until=None,
        response__need__place__size_class=need.place.size_class,
        response__reference_id=None,
    )
    claims = alike.exclude(response__need__place=need.place_id).order_by("-level", "-recorded_at")
    related = (
        "response__need__place__region",
        "response__measure__version__strategy__owner",
        "response__measure__goal",
    )
    rows = claims.select_related(*related, "response__goal__version__strategy__owner")[:MOST_CLAIMS]
    return _grouped(list(rows), need.place)[:limit]


def _grouped(claims: list[LevelClaim], home: Place) -> list[AnswerElsewhere]:
    by_target: dict[uuid.UUID, list[LevelClaim]] = {}
    targets: dict[uuid.UUID, Goal | Measure] = {}
    for claim in claims:
        target = claim.response.goal or claim.response.measure
        if target is not None:
            targets[target.pk] = target
            by_target.setdefault(target.pk, []).append(claim)
    answers = [_answer(targets[pk], found, home) for pk, found in by_target.items()]
    return sorted(answers, key=lambda answer: (-answer.level, not _is_near(answer, home), -answer.needs))


def _answer(target: Goal | Measure, claims: list[LevelClaim], home: Place) -> AnswerElsewhere:
    places = {claim.response.need.place_id: claim.response.need.place for claim in claims}
    nearest = sorted(places.values(), key=lambda place: (place.region_id != home.region_id, place.name_sort))
    return AnswerElsewhere(
        target=target,
        level=max(claim.level for claim in claims),
        needs=len({claim.response.need_id for claim in claims}),
        places=tuple(nearest[:MOST_PLACES]),
    )


def _is_near(answer: AnswerElsewhere, home: Place) -> bool:
    return any(place.region_id == home.region_id for place in answer.places)
