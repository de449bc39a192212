"""Needs, read by whom `needs.queries.visible_needs` lets read."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from naves.adapters.search_index.kinds.labels import by_facet, labels, year
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need, NeedThemeShare
from naves.domains.needs.permissions import READ
from naves.domains.needs.queries import visible_needs
from naves.domains.needs.queries.visibility import governed_places
from naves.domains.organisations.access import Actor
from naves.kernel.search import NOBODY, Audience, Document, Shown

_AT_ONCE: Final = 5_000
_ENDED: Final = frozenset({NeedStatus.MERGED, NeedStatus.WITHDRAWN})
_BEHIND: Final = 0.6
"""What is merged or withdrawn comes after what is not."""
_FIELDS: Final = (
    "id", "title", "description", "language", "status", "published_at", "created_at", "created_by_id", "source_id",
    "place_id", "place__name", "place__district_id", "place__district__name", "place__region_id",
    "place__region__code",
)  # fmt: skip


class NeedKind:
    """Needs by id."""

    name = "need"

    def count(self) -> int:
        return Need.objects.count()

    def documents(self, identifiers: Sequence[str] | None = None, *, owner: str = "") -> Iterator[Document]:
        if owner:
            return
        if identifiers is not None:
            for at in range(0, len(identifiers), _AT_ONCE):
                ids = [UUID(identifier) for identifier in identifiers[at : at + _AT_ONCE]]
                yield from _documents(Need.objects.filter(pk__in=ids))
            return
        last: UUID | None = None
        while True:
            part = Need.objects.order_by("pk") if last is None else Need.objects.filter(pk__gt=last).order_by("pk")
            documents = list(_documents(part[:_AT_ONCE]))
            if not documents:
                return
            last = UUID(documents[-1].identifier)
            yield from documents

    def audience(self, actor: Actor) -> Audience:
        """Mirror ``visible_needs``; a test holds both together."""
        if actor.scopes is not None and READ not in actor.scopes:
            return NOBODY
        keys = {f"place:{place}" for place in governed_places(actor)}
        if actor.user_id is not None:
            keys.add(f"user:{actor.user_id.hex}")
        return Audience(everything=actor.is_analyst or actor.is_administrator, public=True, keys=frozenset(keys))

    def shown(self, actor: Actor, identifiers: Sequence[str]) -> Mapping[str, Shown]:
        needs = visible_needs(actor).filter(pk__in=[UUID(identifier) for identifier in identifiers])
        rows = list(needs.values(*_FIELDS))
        themes = _themes([row["id"] for row in rows])
        return {
            row["id"].hex: Shown(
                kind=self.name,
                identifier=row["id"].hex,
                title=row["title"],
                text=row["description"],
                place=", ".join(dict.fromkeys(filter(None, [row["place__name"], row["place__district__name"]]))),
                labels=by_facet(_labels(row, themes[row["id"]])),
            )
            for row in rows
        }


def _documents(needs: QuerySet[Need]) -> Iterator[Document]:
    rows = list(needs.values(*_FIELDS))
    themes = _themes([row["id"] for row in rows])
    for row in rows:
        yield _document(row, themes[row["id"]])


def _document(row: Mapping[str, Any], themes: list[str]) -> Document:
    keys = [f"place:{row[name]}" for name in ("place_id", "place__district_id", "place__region_id") if row[name]]
    if row["created_by_id"]:
        keys.append(f"user:{row['created_by_id'].hex}")
    return Document(
        identifier=row["id"].hex,
        title=row["title"],
        text=row["description"],
        place=" ".join(filter(None, [row["place__name"], row["place__district__name"]])),
        language=row["language"],
        codes=(row["source_id"],) if row["source_id"] else (),
        labels=_labels(row, themes),
        boost=_BEHIND if row["status"] in _ENDED else 1.0,
        is_public=row["published_at"] is not None,
        keys=tuple(keys),
    )


def _labels(row: Mapping[str, Any], themes: list[str]) -> tuple[tuple[str, str], ...]:
    return labels(
        theme=themes,
        region=[row["place__region__code"]],
        status=[row["status"]],
        year=[year(row["published_at"] or row["created_at"])],
    )


def _themes(ids: list[UUID]) -> dict[UUID, list[str]]:
    shares = NeedThemeShare.objects.filter(need__in=ids, until=None).order_by("-share", "theme_id")
    found: dict[UUID, list[str]] = defaultdict(list)
    for need, theme in shares.values_list("need_id", "theme_id"):
        found[need].append(theme)
    return found
