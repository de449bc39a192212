"""Posts of another system in bulk: each problem becomes a need once, each post its evidence; all rows or none."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from naves.domains.accounts.imports.whole import whole
from naves.domains.needs.operations.import_evidence import EvidenceRow, import_evidence
from naves.domains.needs.operations.import_known import needs_by_source_id
from naves.domains.needs.operations.import_needs import NeedRow, import_needs
from naves.domains.needs.operations.import_report import ImportReport
from naves.domains.needs.rules.posts import PostRow, evidence_of, need_of
from naves.domains.organisations.access import Actor
from naves.kernel.errors import Problem

CHUNK = 2000


@dataclass(frozen=True, slots=True)
class PostsReport:
    """What happened to the needs, and to the posts as their evidence."""

    needs: ImportReport
    evidence: ImportReport

    @property
    def problems(self) -> tuple[Problem, ...]:
        """All problems, by row; what is wrong with a post is said once."""
        both = {(one.row, one.code): one for one in (*self.evidence.problems, *self.needs.problems)}
        return tuple(sorted(both.values(), key=lambda one: one.row or 0))


@whole
def import_posts(
    *,
    actor: Actor,
    at: datetime,
    rows: Iterable[PostRow],
    source: str,
    digest: str = "",
    publish: bool = True,
    dry_run: bool = False,
    progress: Callable[[int], None] | None = None,
) -> PostsReport:
    """Bring in ``rows`` of ``source``. A need that is known already stays as people made it since.

    A dry run returns the problems in its report; a real one refuses with them, and nothing is written.
    """
    posts = list(rows)
    known = _known(source, posts)
    needs = import_needs(
        actor=actor,
        at=at,
        rows=_new_needs(posts, known),
        source=source,
        digest=digest,
        publish=publish,
        dry_run=dry_run,
    )
    evidence = import_evidence(
        actor=actor,
        at=at,
        rows=(
            EvidenceRow(
                row=post.row,
                place_id=post.place_id,
                # In a dry run the needs of new posts are not there yet.
                need_source_id="" if dry_run and post.need_source_id not in known else post.need_source_id,
                values=evidence_of(post, source),
            )
            for post in posts
        ),
        source=source,
        digest=digest,
        dry_run=dry_run,
        progress=progress,
    )
    return PostsReport(replace(needs, kept=len(known)), evidence)


def _known(source: str, posts: Sequence[PostRow]) -> set[str]:
    wanted = list(dict.fromkeys(post.need_source_id for post in posts))
    chunks = (wanted[start : start + CHUNK] for start in range(0, len(wanted), CHUNK))
    return {identifier for chunk in chunks for identifier in needs_by_source_id(source, chunk)}


def _new_needs(posts: Sequence[PostRow], known: set[str]) -> Iterator[NeedRow]:
    """Yield each new need once, as its earliest post has it."""
    first: dict[str, PostRow] = {}
    for post in posts:
        found = first.get(post.need_source_id)
        if found is None or post.posted_on < found.posted_on:
            first[post.need_source_id] = post
    for identifier, post in first.items():
        if identifier not in known:
            yield NeedRow(row=post.row, place_id=post.place_id, source_id=identifier, values=need_of(post))
