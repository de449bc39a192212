"""What became of the posts of another system: for it to answer the people who wrote there."""

import uuid
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice

from django.db.models import Q

from naves.domains.needs.enums import EvidenceKind, NeedStatus
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.rules.posts import source_key
from naves.domains.strategies.models import Response
from naves.domains.strategies.queries.holding import levels_of

CHUNK = 500
TOLD = frozenset({NeedStatus.PUBLISHED, NeedStatus.ANSWERED, NeedStatus.WITHDRAWN})


@dataclass(frozen=True, slots=True)
class Answering:
    """A confirmed goal or measure, and whose strategy it is in."""

    title: str
    strategy: str


@dataclass(frozen=True, slots=True)
class PostAnswer:
    """What came of a post: its need, today's level of it, and what answers it; ``post_id`` as its system has it."""

    post_id: str
    need: Need
    level: int
    answers: tuple[Answering, ...]


def post_sources() -> list[str]:
    """Return the systems whose posts made needs, in order."""
    posts = Evidence.objects.filter(kind=EvidenceKind.POST, need__isnull=False).exclude(source_id="")
    return [source for source in posts.order_by("source").values_list("source", flat=True).distinct() if source]


def post_answers(source: str, today: date) -> Iterator[PostAnswer]:
    """Yield what came of each post of ``source`` whose need is public (three queries per chunk).

    Where its need was merged into another, the other one counts.
    """
    posts = (
        Evidence.objects.filter(kind=EvidenceKind.POST, source=source, need__isnull=False)
        .filter(source_id__startswith=source_key(source, ""))
        .select_related("need__merged_into")
        .order_by("recorded_at", "id")
        .iterator(chunk_size=CHUNK)
    )
    while chunk := list(islice(posts, CHUNK)):
        yield from _answers(chunk, source, today)


def _answers(posts: Sequence[Evidence], source: str, today: date) -> Iterator[PostAnswer]:
    needs = {post.pk: _standing(post) for post in posts}
    public = {need.pk for need in needs.values() if need.status in TOLD}
    levels, answering = levels_of(public, today), _answering(public)
    prefix = len(source_key(source, ""))
    for post in posts:
        need = needs[post.pk]
        if need.pk in public:
            yield PostAnswer(post.source_id[prefix:], need, levels[need.pk], tuple(answering[need.pk]))


def _standing(post: Evidence) -> Need:
    need = post.need
    assert need is not None  # noqa: S101 - the query asks for it
    return need.merged_into or need


def _answering(needs: set[uuid.UUID]) -> dict[uuid.UUID, list[Answering]]:
    found: dict[uuid.UUID, list[Answering]] = defaultdict(list)
    live = Response.objects.filter(confirmed_at__isnull=False, withdrawn_at=None, contradicts=False)
    rows = live.filter(Q(need__in=needs) | Q(need__merged_into__in=needs)).select_related(
        "need", "goal__version__strategy", "measure__goal__version__strategy"
    )
    for response in rows.order_by("confirmed_at", "pk"):
        target = response.measure or response.goal
        if target is not None:
            found[response.need.merged_into_id or response.need_id].append(
                Answering(target.title, target.version.strategy.title)
            )
    return found
