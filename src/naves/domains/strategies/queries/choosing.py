"""What somebody may want to link: measures for a need, needs for a measure, and whose strategies one may write."""

import uuid
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from naves.domains.needs.models import Need, NeedThemeShare
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.places.enums import PlaceLevel
from naves.domains.places.models import Place
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.facts import chain
from naves.domains.strategies.models import Goal, Measure, Response, StrategyVersion
from naves.domains.strategies.permissions import RESPOND
from naves.domains.strategies.queries.details import needs_in
from naves.kernel.text import fold, lemmas

MOST_COMPARED: Final = 1500
THEME_BONUS: Final = 0.25
"""What a theme in common weighs beside the words in common (a share between 0 and 1)."""


@dataclass(frozen=True, slots=True)
class TargetChoice:
    """A goal or a measure that might answer a need, and why it is offered: words and a theme in common."""

    target: Goal | Measure
    shared: tuple[str, ...]
    has_theme: bool


@dataclass(frozen=True, slots=True)
class NeedChoice:
    """A need that a measure might answer, and why it is offered."""

    need: Need
    shared: tuple[str, ...]
    has_theme: bool


def targets_for(need: Need, today: date, *, text: str = "", limit: int = 30) -> list[TargetChoice]:
    """Return goals and measures of strategies that cover the place and are not over, the likeliest first.

    ``text`` narrows by code and title. What is already linked is left out (seven queries).
    """
    versions = StrategyVersion.objects.filter(
        Q(in_force_to=None) | Q(in_force_to__gte=today), status=VersionStatus.APPROVED, places__in=chain(need.place)
    )
    live = Response.objects.filter(need=need, withdrawn_at=None)
    themes = set(NeedThemeShare.objects.filter(need=need, until=None).values_list("theme_id", flat=True))
    measures = Measure.objects.filter(~Exists(live.filter(measure=OuterRef("pk"))), version__in=versions)
    goals = Goal.objects.filter(~Exists(live.filter(goal=OuterRef("pk"))), version__in=versions)
    found: list[Goal | Measure] = [
        *measures.select_related("goal", "version__strategy__owner").prefetch_related("themes")[:MOST_COMPARED],
        *goals.select_related("version__strategy__owner").prefetch_related("themes")[:MOST_COMPARED],
    ]
    wanted = fold(text).split()
    words = _words(f"{need.title} {need.description}", need.language)
    rated = [_rated(target, words, themes) for target in found if all(word in fold(str(target)) for word in wanted)]
    return [choice for _, choice in sorted(rated, key=lambda pair: -pair[0])[:limit]]


def needs_for(actor: Actor, measure: Measure, *, text: str = "", limit: int = 30) -> list[NeedChoice]:
    """Return open needs in the places that the strategy covers, the likeliest first.

    Without ``text`` needs of the measure's themes are looked at, the newest ones; what is linked is left out.
    """
    live = Response.objects.filter(measure=measure, need=OuterRef("pk"), withdrawn_at=None)
    needs = needs_in(list(measure.version.places.all())) & visible_needs(actor)
    needs = needs.filter(~Exists(live))
    themes = set(measure.themes.values_list("pk", flat=True))
    for word in fold(text).split():
        needs = needs.filter(title_folded__contains=word)
    if themes and not text:
        shares = NeedThemeShare.objects.filter(need=OuterRef("pk"), theme__in=themes, until=None)
        needs = needs.filter(Exists(shares))
    compared = list(needs.select_related("place__district").order_by("-listed_at", "-id")[:MOST_COMPARED])
    themed = _of_themes(compared, themes)
    words = _words(f"{measure.title} {measure.description}", "cs")
    rated = []
    for need in compared:
        shared = _shared(words, _words(need.title, need.language))
        score = _score(shared, need.title, has_theme=need.pk in themed)
        rated.append((score, NeedChoice(need, shared, need.pk in themed)))
    return [choice for _, choice in sorted(rated, key=lambda pair: -pair[0])[:limit]]


def covered_places(version_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, list[Place]]:
    """Return the places that each version names, the largest units first (one query)."""
    rows = StrategyVersion.places.through.objects.filter(strategyversion__in=list(version_ids)).select_related("place")
    found: defaultdict[uuid.UUID, list[Place]] = defaultdict(list)
    for row in rows.order_by("place__level", "place__name_sort"):
        found[row.strategyversion_id].append(row.place)
    return dict(found)


def owners_for(actor: Actor) -> QuerySet[Organisation]:
    """Return the organisations for which ``actor`` may write a strategy, in alphabetical order."""
    organisations = Organisation.objects.filter(closed_at=None).order_by("name_sort")
    if actor.is_analyst:
        return organisations
    own = [grant.organisation_id for grant in actor.grants if grant.at_least(MemberRole.EDITOR)]
    return organisations.filter(pk__in=own)


def _rated(target: Goal | Measure, words: dict[str, str], themes: Collection[str]) -> tuple[float, TargetChoice]:
    shared = _shared(words, _words(target.title, "cs"))
    has_theme = any(theme.pk in themes for theme in target.themes.all())
    return _score(shared, target.title, has_theme=has_theme), TargetChoice(target, shared, has_theme)


def _of_themes(needs: Sequence[Need], themes: Iterable[str]) -> set[uuid.UUID]:
    shares = NeedThemeShare.objects.filter(need__in=[need.pk for need in needs], theme__in=list(themes), until=None)
    return set(shares.values_list("need_id", flat=True))


def _words(text: str, language: str) -> dict[str, str]:
    return {fold(lemma): lemma for lemma in lemmas(text, language)}


def _shared(one: dict[str, str], other: dict[str, str]) -> tuple[str, ...]:
    return tuple(sorted(one[word] for word in one.keys() & other.keys()))


def _score(shared: Collection[str], title: str, *, has_theme: bool) -> float:
    return len(shared) / max(len(title.split()), 1) + (THEME_BONUS if has_theme else 0.0)


def governed_places(actor: Actor) -> list[Place]:
    """Return the municipalities for which ``actor`` may write: those that their organisations govern."""
    ids = [grant.place_id for grant in actor.grants if grant.place_id is not None and grant.at_least(MemberRole.EDITOR)]
    if not ids:
        return []
    towns = Place.objects.filter(pk__in=ids, level=PlaceLevel.MUNICIPALITY)
    return list(towns.select_related("district").order_by("name_sort"))


def proposes_somewhere(actor: Actor) -> bool:
    """Whether ``actor`` may propose some answer at all; whether this one, the operation decides."""
    in_scope = actor.scopes is None or RESPOND in actor.scopes
    return in_scope and (actor.is_analyst or any(grant.at_least(MemberRole.EDITOR) for grant in actor.grants))
