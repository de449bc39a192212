"""Strategies, each by the version that the public knows; drafts are their owner's."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from naves.adapters.search_index.kinds.labels import by_facet
from naves.adapters.search_index.kinds.versions import ORGANISATION, Chosen, chosen_versions, reading
from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import Goal, Strategy
from naves.domains.strategies.queries import visible_strategies
from naves.kernel.search import Audience, Document, Shown

_AT_ONCE: Final = 500


class StrategyKind:
    """Strategies by id."""

    name = "strategy"

    def count(self) -> int:
        return Strategy.objects.filter(versions__isnull=False).distinct().count()

    def documents(self, identifiers: Sequence[str] | None = None, *, owner: str = "") -> Iterator[Document]:
        if owner:
            return
        ids = (
            list(Strategy.objects.order_by("pk").values_list("pk", flat=True))
            if identifiers is None
            else [UUID(identifier) for identifier in identifiers]
        )
        for at in range(0, len(ids), _AT_ONCE):
            chosen = chosen_versions(ids[at : at + _AT_ONCE])
            goals = _goals(chosen)
            for strategy, version in chosen.items():
                yield _document(strategy, version, goals[version.pk])

    def audience(self, actor: Actor) -> Audience:
        return reading(actor)

    def shown(self, actor: Actor, identifiers: Sequence[str]) -> Mapping[str, Shown]:
        ids = [UUID(identifier) for identifier in identifiers]
        allowed = list(visible_strategies(actor).filter(pk__in=ids).values_list("pk", flat=True))
        return {
            strategy.hex: Shown(
                kind=self.name,
                identifier=strategy.hex,
                title=version.title,
                text=version.summary,
                place=version.owner_name,
                labels=by_facet(version.labels),
            )
            for strategy, version in chosen_versions(allowed).items()
            if version.may_be_read(actor)
        }


def _document(strategy: UUID, version: Chosen, goals: list[str]) -> Document:
    return Document(
        identifier=strategy.hex,
        title=version.title,
        text=" ".join([version.summary, *goals]),
        place=" ".join([version.owner_name, *version.place_names]),
        codes=(version.identifier,),
        labels=version.labels,
        boost=1.3,
        is_public=version.is_public,
        keys=(f"{ORGANISATION}{version.owner.hex}",),
    )


def _goals(chosen: Mapping[UUID, Chosen]) -> dict[Any, list[str]]:
    found: dict[Any, list[str]] = defaultdict(list)
    versions = [version.pk for version in chosen.values()]
    for version, title in Goal.objects.filter(version__in=versions).values_list("version_id", "title"):
        found[version].append(title)
    return found
