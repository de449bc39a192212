"""Rows compared as a whole with a key of several columns, so that the database walks its index.

Django writes such comparisons out with OR on SQLite, which then reads every row that ties.
"""

import uuid
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    DateField,
    DateTimeField,
    F,
    Field,
    Func,
    IntegerField,
    QuerySet,
    UUIDField,
    Value,
)
from django.db.models.query import RawQuerySet

from naves.domains.needs.models import Evidence, Need

EvidenceKey = tuple[int, str, str]
"""Place, kind and identifier."""


def needs_beyond(
    needs: QuerySet[Need], column: str, key: tuple[datetime | int, uuid.UUID], *, is_descending: bool
) -> QuerySet[Need]:
    """Return the needs that follow ``key`` = (value of ``column``, id)."""
    kind: Field[Any, Any] = DateTimeField() if isinstance(key[0], datetime) else IntegerField()
    return needs.filter(_beyond(column, key, kind, is_descending=is_descending))


def older_evidence(evidence: QuerySet[Evidence], key: tuple[date, uuid.UUID]) -> QuerySet[Evidence]:
    """Return the evidence before ``key`` = (day, id)."""
    return evidence.filter(_beyond("occurred_on", key, DateField(), is_descending=True))


def evidence_with_keys(keys: Sequence[EvidenceKey]) -> RawQuerySet[Evidence]:
    """Return the evidence whose key is one of ``keys``.

    CROSS JOIN makes SQLite look each key up; the last condition tells it that the index will do.
    """
    marks = ", ".join(["(%s, %s, %s)"] * len(keys))
    return Evidence.objects.raw(
        f"SELECT e.* FROM (VALUES {marks}) AS wanted CROSS JOIN needs_evidence e "  # noqa: S608  # only marks
        "WHERE e.place_id = wanted.column1 AND e.kind = wanted.column2 AND e.source_id = wanted.column3 "
        "AND NOT (e.source_id = '')",
        [part for key in keys for part in key],
    )


def _beyond(column: str, key: tuple[Any, uuid.UUID], kind: Field[Any, Any], *, is_descending: bool) -> Func:
    """Return ``(column, id) < (value, id)``, or ``>``."""
    row = Func(F(column), F("id"), template="(%(expressions)s)", output_field=BooleanField())
    bounds = Value(key[0], output_field=kind), Value(key[1], output_field=UUIDField())
    bound = Func(*bounds, template="(%(expressions)s)", output_field=BooleanField())
    sign = " < " if is_descending else " > "
    return Func(row, bound, template="%(expressions)s", arg_joiner=sign, output_field=BooleanField())
