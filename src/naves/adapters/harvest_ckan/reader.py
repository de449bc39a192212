"""Pages of ``package_search``."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from naves.adapters.harvest_ckan.records import harvested
from naves.domains.catalogue.rules.harvest_readers import Document, Web
from naves.domains.catalogue.rules.harvesting import Entry, Spoiled
from naves.kernel.errors import Problem, Refused, gettext_noop

ROWS: Final = 100
_API: Final = "/api/"


class CkanReader:
    """Reads a site of CKAN, given by any of its addresses: the front page or one below ``/api/``."""

    code = "ckan"

    def first(self, url: str) -> str:
        """Return the address of the first page."""
        return _page(site(url), 0)

    def read(self, start: Document, web: Web) -> Iterator[Entry]:
        """Return the packages of all pages."""
        base, page, read = site(start.url), _result(start), 0
        while rows := page["results"]:
            for row in rows:
                yield _entry(row, base)
            read += len(rows)
            if read >= page["count"]:
                break
            page = _result(web.get(_page(base, read)))


def site(url: str) -> str:
    """Return the address of the site that an address of its API or a page belongs to."""
    parts = urlsplit(url)
    path = parts.path.partition(_API)[0] if _API in f"{parts.path}/" else parts.path
    return f"{parts.scheme}://{parts.netloc}{path}".rstrip("/")


def _page(base: str, start: int) -> str:
    return f"{base}/api/3/action/package_search?rows={ROWS}&start={start}&sort=id+asc"


def _entry(row: Any, base: str) -> Entry:
    if isinstance(row, Mapping) and isinstance(row.get("id"), str):
        return harvested(row, base)
    return Spoiled(
        source_iri="",
        problems=(
            Problem(
                code="not_a_record",
                message=gettext_noop("A package has no identifier."),
                remedy=gettext_noop("Tell the operator of the source."),
            ),
        ),
    )


def _result(document: Document) -> Mapping[str, Any]:
    try:
        answer = json.loads(document.content)
    except (ValueError, RecursionError) as error:
        raise Refused(_not_ckan(str(error)[:200])) from error
    result = answer.get("result") if isinstance(answer, Mapping) and answer.get("success") is True else None
    if not isinstance(result, Mapping) or not isinstance(result.get("results"), list):
        raise Refused(_not_ckan("success"))
    count = result.get("count")
    return {"results": result["results"], "count": count if isinstance(count, int) else 0}


def _not_ckan(reason: str) -> Problem:
    return Problem(
        code="not_ckan",
        message=gettext_noop("The source does not answer as CKAN does: %(reason)s"),
        params={"reason": reason},
        remedy=gettext_noop("Give the address of the catalogue's front page, or choose another kind of source."),
    )
