"""The sections of the report, in their order."""

from collections.abc import Iterator

from naves.domains.monitor.queries import Filters
from naves.web.monitor.report.blocks import Section
from naves.web.monitor.report.sections import coverage, headline, standing, waiting


def sections(filters: Filters) -> Iterator[Section]:
    """Yield what the report says as of the filters' day."""
    yield headline.answer(filters)
    yield coverage.ladder(filters)
    yield coverage.country(filters)
    yield coverage.regions(filters)
    yield coverage.themes(filters)
    yield coverage.themes_by_region(filters)
    yield coverage.movement(filters)
    yield waiting.unanswered(filters)
    yield waiting.times(filters)
    yield waiting.silence(filters)
    yield standing.towns(filters)
    yield standing.ground(filters)
