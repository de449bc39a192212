"""What became of proposals, for the administrator of CONSUL to read and publish: it takes no file back."""

from collections.abc import Iterable, Iterator, Mapping

from naves.domains.strategies.queries.posted import PostAnswer
from naves.kernel.tables import Column

COLUMNS = (Column("id"), Column("need"), Column("status"), Column("level"), Column("answer"), Column("url"))


def rows(answers: Iterable[PostAnswer], address: str) -> Iterator[Mapping[str, object]]:
    """Yield a row for each post; ``address`` is the site's, without a slash at its end."""
    for answer in answers:
        yield {
            "id": answer.post_id,
            "need": answer.need.title,
            "status": answer.need.status,
            "level": answer.level,
            "answer": "; ".join(f"{one.title} ({one.strategy})" for one in answer.answers),
            "url": f"{address}/needs/{answer.need.pk}/",
        }
