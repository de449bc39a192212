"""Search over everything at once."""

from typing import Annotated, Final

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router

from naves.adapters.search_index import queries
from naves.api.access import actor_of
from naves.api.paging import Paged, link_next, position
from naves.api.search.schemas import Asked, SearchPage
from naves.domains.needs.permissions import READ as NEEDS
from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.strategies.permissions import READ as STRATEGIES
from naves.kernel.paging import encode_cursor

router = Router()
SCOPES: Final = frozenset({NEEDS, STRATEGIES})


@router.get("", response=SearchPage, summary="Search needs, strategies, measures and places")
def search(request: HttpRequest, response: HttpResponse, asked: Annotated[Asked, Query()], page: Paged) -> SearchPage:
    """What is not public is found by a token with the scopes `needs:read` and `strategies:read`, as at the pages."""
    start = position(page.cursor)
    results = queries.find(
        _reader(request), asked.q, kind=asked.kind or "", wanted=asked.wanted(), start=start, size=page.limit
    )
    end = start + page.limit
    more = end < min(results.found.total, queries.MOST_EXPORTED)
    return SearchPage.of(results, link_next(request, response, encode_cursor((end,)) if more else None))


def _reader(request: HttpRequest) -> Actor:
    actor = actor_of(request)
    return actor if actor.scopes is None or actor.scopes >= SCOPES else ANONYMOUS
