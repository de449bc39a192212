"""Published figures, and whether they can be computed again."""

from django.db.models import QuerySet

from naves.domains.monitor.models import Snapshot
from naves.domains.monitor.queries.filters import from_plain
from naves.domains.monitor.queries.reports import national_report
from naves.domains.monitor.rules.method import KNOWN_METHODS
from naves.domains.monitor.snapshot_digest import digest_of, same_figures


def snapshots() -> QuerySet[Snapshot]:
    return Snapshot.objects.select_related("taken_by").order_by("-as_of", "-taken_at")


def is_reproduced(snapshot: Snapshot) -> bool:
    """Whether the published figures are unchanged and today's records still give them.

    It is computed again by its own method; what an unknown one gave cannot be judged.
    """
    if snapshot.method_version not in KNOWN_METHODS or digest_of(snapshot.figures) != snapshot.digest:
        return False
    return same_figures(snapshot.figures, national_report(from_plain(snapshot.filters), snapshot.method_version))
