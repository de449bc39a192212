"""The national figures as one plain object, for the command line and for snapshots."""

from typing import Any

from naves.domains.monitor.queries.filters import Filters
from naves.domains.monitor.queries.overview import overview
from naves.domains.monitor.rules.estimates import Estimate
from naves.domains.monitor.rules.method import METHOD_VERSION


def national_report(filters: Filters, version: str = METHOD_VERSION) -> dict[str, Any]:
    """Ready for JSON. A figure that cannot be assessed is None; intervals and bounds are [low, high]."""
    found = overview(filters, version)
    return {
        "as_of": filters.as_of.isoformat(),
        "level": filters.level,
        "method_version": found.method_version,
        "places_total": found.places_total,
        "places_assessed": found.places_assessed,
        "assessed_share": found.assessed_share,
        "relevance": found.relevance.share,
        "estimands": {estimand.value: _plain(estimate) for estimand, estimate in found.estimates.items()},
    }


def _plain(estimate: Estimate) -> dict[str, Any]:
    return {
        "coverage": estimate.coverage,
        "interval": None if estimate.interval is None else list(estimate.interval),
        "bounds": list(estimate.bounds),
        "p10": estimate.p10,
        "share_below_half": estimate.share_below_half,
    }
