"""Measures of the version of a strategy that is found."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from naves.adapters.search_index.kinds.labels import Labels, by_facet, labels, year
from naves.adapters.search_index.kinds.versions import ORGANISATION, Chosen, chosen_versions, reading
from naves.domains.organisations.access import Actor
from naves.domains.strategies.models import Measure, Strategy
from naves.domains.strategies.queries import visible_versions
from naves.kernel.search import Audience, Document, Shown

_AT_ONCE: Final = 200
_FIELDS: Final = (
    "id", "title", "description", "code", "responsible_body", "deadline", "status", "version_id",
    "version__strategy_id", "goal__title",
)  # fmt: skip


class MeasureKind:
    """Measures by id; their owner is the strategy."""

    name = "measure"

    def count(self) -> int:
        return Measure.objects.count()

    def documents(self, identifiers: Sequence[str] | None = None, *, owner: str = "") -> Iterator[Document]:
        if owner:
            yield from _of_strategies([UUID(owner)])
        elif identifiers is None:
            ids = list(Strategy.objects.order_by("pk").values_list("pk", flat=True))
            for at in range(0, len(ids), _AT_ONCE):
                yield from _of_strategies(ids[at : at + _AT_ONCE])
        else:
            wanted = [UUID(identifier) for identifier in identifiers]
            owners = Measure.objects.filter(pk__in=wanted).values_list("version__strategy_id", flat=True).distinct()
            of_owners = _of_strategies(list(owners))
            yield from (document for document in of_owners if document.identifier in set(identifiers))

    def audience(self, actor: Actor) -> Audience:
        return reading(actor)

    def shown(self, actor: Actor, identifiers: Sequence[str]) -> Mapping[str, Shown]:
        ids = [UUID(identifier) for identifier in identifiers]
        rows = list(Measure.objects.filter(pk__in=ids, version__in=visible_versions(actor)).values(*_FIELDS))
        chosen = chosen_versions(list({row["version__strategy_id"] for row in rows}))
        themes = _themes([row["id"] for row in rows])
        return {
            row["id"].hex: Shown(
                kind=self.name,
                identifier=row["id"].hex,
                title=row["title"],
                text=row["description"],
                place=chosen[row["version__strategy_id"]].title,
                labels=by_facet(_labels(row, chosen[row["version__strategy_id"]], themes[row["id"]])),
            )
            for row in rows
        }


def _of_strategies(strategies: list[UUID]) -> Iterator[Document]:
    chosen = chosen_versions(strategies)
    versions = [version.pk for version in chosen.values()]
    rows = list(Measure.objects.filter(version__in=versions).order_by("pk").values(*_FIELDS))
    themes = _themes([row["id"] for row in rows])
    for row in rows:
        yield _document(row, chosen[row["version__strategy_id"]], themes[row["id"]])


def _document(row: Mapping[str, Any], version: Chosen, themes: list[str]) -> Document:
    return Document(
        identifier=row["id"].hex,
        title=row["title"],
        text=" ".join([row["description"], row["responsible_body"], row["goal__title"]]),
        place=" ".join([version.title, *version.place_names]),
        codes=(f"{version.identifier}/{row['code']}",),
        labels=_labels(row, version, themes),
        is_public=version.is_public,
        keys=(f"{ORGANISATION}{version.owner.hex}",),
        owner=version.strategy.hex,
    )


def _labels(row: Mapping[str, Any], version: Chosen, themes: list[str]) -> Labels:
    return labels(theme=themes, region=version.regions, status=[row["status"]], year=[year(row["deadline"])])


def _themes(measures: list[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    through = Measure.themes.through.objects
    for at in range(0, len(measures), 10_000):
        pairs = through.filter(measure__in=measures[at : at + 10_000]).order_by("theme_id")
        for measure, theme in pairs.values_list("measure_id", "theme_id"):
            found[measure].append(theme)
    return found
