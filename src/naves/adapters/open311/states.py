"""States of service requests as GeoReport v2 names them: open or closed, and why."""

from collections.abc import Iterable, Iterator, Mapping

from naves.domains.needs.enums import NeedStatus
from naves.domains.strategies.queries.posted import PostAnswer
from naves.kernel.tables import Column

COLUMNS = (Column("service_request_id"), Column("status"), Column("status_notes"), Column("url"))
CLOSED = frozenset({NeedStatus.ANSWERED, NeedStatus.WITHDRAWN})


def rows(answers: Iterable[PostAnswer], address: str) -> Iterator[Mapping[str, object]]:
    """Yield a row for each report; ``address`` is the site's, without a slash at its end."""
    for answer in answers:
        yield {
            "service_request_id": answer.post_id,
            "status": "closed" if answer.need.status in CLOSED else "open",
            "status_notes": "; ".join(f"{one.title} ({one.strategy})" for one in answer.answers),
            "url": f"{address}/needs/{answer.need.pk}/",
        }
