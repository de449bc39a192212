"""The feed: one JSON file with all datasets."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from naves.adapters.harvest_dcat_us.records import harvested
from naves.domains.catalogue.rules.harvest_readers import Document, Web
from naves.domains.catalogue.rules.harvesting import Entry, Spoiled
from naves.kernel.errors import Problem, Refused, gettext_noop


class DcatUsReader:
    """Reads ``data.json``."""

    code = "dcat_us"

    def first(self, url: str) -> str:
        """Begin with the address itself."""
        return url

    def read(self, start: Document, web: Web) -> Iterator[Entry]:
        """Return the datasets of the feed."""
        del web  # the whole catalogue is in one file
        for number, record in enumerate(_datasets(start), start=1):
            if not isinstance(record, Mapping):
                yield Spoiled(source_iri="", problems=(_not_a_record(number),))
                continue
            yield harvested(record, start.url)


def _datasets(start: Document) -> list[Any]:
    try:
        feed = json.loads(start.content)
    except (ValueError, RecursionError) as error:
        raise Refused(
            Problem(
                code="not_json",
                message=gettext_noop("The source is no JSON: %(reason)s"),
                params={"reason": str(error)[:200]},
                remedy=gettext_noop("Give the address of the feed itself, which often ends with data.json."),
            )
        ) from error
    datasets = feed.get("dataset") if isinstance(feed, Mapping) else None
    if not isinstance(datasets, list):
        raise Refused(
            Problem(
                code="not_a_feed",
                message=gettext_noop("The source is JSON, but no DCAT-US feed: it has no list of datasets."),
                remedy=gettext_noop("Choose another kind of source, or check the address."),
            )
        )
    return datasets


def _not_a_record(number: int) -> Problem:
    return Problem(
        code="not_a_record",
        message=gettext_noop("Entry %(number)s of the list is no dataset."),
        params={"number": number},
        remedy=gettext_noop("Tell the operator of the source."),
    )
