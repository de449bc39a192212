"""Where a page begins: rows beyond a key, compared as a whole so that the database walks its index."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.tuple_lookups import (  # type: ignore[import-untyped]  # django-stubs lacks it
    Tuple,
    TupleGreaterThan,
    TupleLessThan,
)

from naves.domains.needs.models import Evidence, Need
from naves.kernel.errors import Problem, Refused, gettext_noop


def needs_beyond(needs: QuerySet[Need], column: str, key: tuple[Any, Any], *, is_descending: bool) -> QuerySet[Need]:
    """Return the needs that follow ``key`` = (value of ``column``, id)."""
    lookup = TupleLessThan if is_descending else TupleGreaterThan
    return needs.filter(lookup(Tuple(column, "id"), key))


def older_evidence(evidence: QuerySet[Evidence], key: tuple[Any, Any]) -> QuerySet[Evidence]:
    """Return the evidence before ``key`` = (day, id)."""
    return evidence.filter(TupleLessThan(Tuple("occurred_on", "id"), key))


def bad_cursor(cursor: str) -> Refused:
    """Return the refusal of a cursor that this list did not make."""
    return Refused(
        Problem(
            code="cursor",
            field="cursor",
            value=cursor,
            message=gettext_noop("“%(value)s” is not a cursor of this list."),
            params={"value": cursor},
            remedy=gettext_noop("Use the cursor that the previous page returned, or leave it out."),
        )
    )
