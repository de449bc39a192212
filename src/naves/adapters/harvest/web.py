"""How readers reach their source: the guarded client, under the limits of the run, asking only for what changed."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from types import TracebackType
from typing import Final, Self

from django.conf import settings

from naves.adapters.harvest.limits import Budget, chunks
from naves.domains.catalogue.rules.harvest_readers import Document
from naves.kernel.errors import Problem, Refused, gettext_noop
from naves.kernel.fetch import Fetched, Fetcher, FetchError, Policy

AT_ONCE: Final = 8
ACCEPT: Final = "application/ld+json, text/turtle;q=0.9, application/json;q=0.8, application/rdf+xml;q=0.7, */*;q=0.1"
NOT_MODIFIED: Final = 304
Validators = tuple[str, str]


def policy_of(budget: Budget) -> Policy:
    """Return the limits of one request."""
    return Policy(
        allowed_hosts=frozenset(settings.NAVES_HARVEST_ALLOWED_HOSTS),
        max_bytes=budget.limits.document_bytes,
        read_seconds=budget.limits.silent_seconds,
        total_seconds=min(budget.limits.document_seconds, max(1.0, budget.seconds_left)),
        user_agent="naves-harvest",
    )


class SourceWeb:
    """Fetches the documents of one source; use it in ``with``.

    ``known``: ETag and Last-Modified of documents that the last run read; ``done``: what this run has written already.
    """

    def __init__(self, budget: Budget, known: Mapping[str, Validators], done: frozenset[str] = frozenset()) -> None:
        self._budget, self._known, self._done = budget, known, done
        self._runner = asyncio.Runner()
        self._fetcher = Fetcher(policy_of(budget), max_connections=AT_ONCE)

    def __enter__(self) -> Self:
        self._runner.run(self._fetcher.__aenter__())
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None = None,
        error: BaseException | None = None,
        trace: TracebackType | None = None,
    ) -> None:
        self._runner.run(self._fetcher.__aexit__())
        self._runner.close()

    def get(self, url: str, validators: Validators = ("", "")) -> Document:
        """Return one document whole, or refuse."""
        document = next(self._fetch([url], {url: validators}))
        if document.problem is not None:
            raise Refused(document.problem)
        return document

    def get_many(self, urls: Sequence[str]) -> Iterator[Document]:
        """Return the documents that this run has not written yet, several at a time, in their order."""
        wanted = [url for url in urls if url not in self._done]
        for some in chunks(wanted, AT_ONCE):
            yield from self._fetch(some, self._known)

    def _fetch(self, urls: Sequence[str], known: Mapping[str, Validators]) -> Iterator[Document]:
        self._budget.check_time()
        found = self._runner.run(self._together([(url, known.get(url, ("", ""))) for url in urls]))
        self._budget.add_bytes(sum(len(document.content) for document in found))
        yield from found

    async def _together(self, wanted: Sequence[tuple[str, Validators]]) -> list[Document]:
        return await asyncio.gather(*(self._one(url, validators) for url, validators in wanted))

    async def _one(self, url: str, validators: Validators) -> Document:
        etag, last_modified = validators
        headers = {"Accept": ACCEPT}
        headers |= {"If-None-Match": etag} if etag else {}
        headers |= {"If-Modified-Since": last_modified} if last_modified else {}
        try:
            answer = await self._fetcher.fetch(url, headers=headers)
            if answer.status == NOT_MODIFIED and (etag or last_modified):
                return Document(url=url, is_untouched=True, etag=etag, last_modified=last_modified)
            return _document(url, answer.checked())
        except FetchError as error:
            return Document(url=url, problem=error.problem)


def _document(url: str, answer: Fetched) -> Document:
    """Return the answer under the address that was asked for: a redirect does not change who a record is."""
    if is_page(answer.content_type, answer.content):
        return Document(url=url, problem=page_problem(url))
    return Document(
        url=url,
        content=answer.content,
        content_type=answer.content_type,
        etag=answer.headers.get("etag", "")[:300],
        last_modified=answer.headers.get("last-modified", "")[:100],
    )


def is_page(content_type: str, content: bytes) -> bool:
    """Whether an answer is a web page, whatever the server calls it."""
    head = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    looks = head.startswith((b"<!doctype html", b"<html"))
    return looks or (content_type in {"text/html", "application/xhtml+xml"} and head[:1] not in {b"{", b"["})


def page_problem(url: str) -> Problem:
    """Return the problem of a web page in place of data."""
    return Problem(
        code="web_page",
        value=url,
        message=gettext_noop("%(url)s answered with a web page instead of data; it may be an error page."),
        params={"url": url},
        remedy=gettext_noop("Open the address in a browser and look what it says."),
    )
