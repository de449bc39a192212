"""Recording indicators: values are added, never rewritten."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date, datetime

from naves.domains.accounts import audit
from naves.domains.accounts.imports.whole import whole
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.domains.wellbeing import permissions
from naves.domains.wellbeing.definitions import DEFINITIONS
from naves.domains.wellbeing.events import IndicatorValuesChanged
from naves.domains.wellbeing.models import IndicatorValue, WellbeingIndicator
from naves.domains.wellbeing.rules.definitions import IndicatorDefinition
from naves.domains.wellbeing.rules.values import ValueRow, check
from naves.kernel import events
from naves.kernel.imports import ImportReport

BATCH = 2000
Key = tuple[int, date]


@whole
def import_values(
    *,
    actor: Actor,
    rows: Iterable[ValueRow],
    at: datetime,
    source: str,
    definitions: Iterable[IndicatorDefinition] = DEFINITIONS.values(),
    code_column: str | None = None,
    dry_run: bool = False,
) -> ImportReport:
    """Record the values that are not on record yet; safe to repeat.

    A value that differs from the one on record for its period stands beside it from ``at`` on. With
    a problem nothing is written: a dry run returns it, a real one raises :class:`Refused`.
    """
    permissions.require(actor, "import")
    given = list(rows)
    known = {definition.code: definition for definition in definitions}
    places = dict(Place.objects.values_list("code", "id"))
    problems = check(given, definitions=known, place_codes=set(places), code_column=code_column)
    if problems:
        report = ImportReport(kind="indicators", problems=tuple(problems), dry_run=dry_run)
        if not dry_run:
            report.refuse_if_wrong()
        return report
    by_indicator: dict[str, list[ValueRow]] = {}
    for row in given:
        by_indicator.setdefault(row.indicator_code, []).append(row)
    created_in_all = changed_in_all = unchanged_in_all = 0
    for code, values in by_indicator.items():
        created, changed, unchanged = _sorted_out(code, values, places)
        created_in_all += len(created)
        changed_in_all += len(changed)
        unchanged_in_all += unchanged
        new = [*created, *changed]
        if new and not dry_run:
            _write(known[code], new, places=places, actor=actor, at=at, source=source)
    return ImportReport(
        kind="indicators",
        created=created_in_all,
        changed=changed_in_all,
        unchanged=unchanged_in_all,
        dry_run=dry_run,
        notes={"indicators": len(by_indicator)},
    )


def _sorted_out(
    code: str, rows: list[ValueRow], places: Mapping[str, int]
) -> tuple[list[ValueRow], list[ValueRow], int]:
    """Return the values of new periods, those that correct a value on record, and how many say nothing new."""
    on_record: dict[Key, float] = {
        (place_id, period_end): value
        for place_id, period_end, value in IndicatorValue.objects.filter(indicator_id=code)
        .order_by("recorded_at")
        .values_list("place_id", "period_end", "value")
        .iterator(chunk_size=10_000)
    }
    created, changed = [], []
    for row in rows:
        before = on_record.get((places[row.place_code], row.period_end))
        if before is None:
            created.append(row)
        elif before != row.value:
            changed.append(row)
    return created, changed, len(rows) - len(created) - len(changed)


def _write(
    definition: IndicatorDefinition,
    rows: list[ValueRow],
    *,
    places: Mapping[str, int],
    actor: Actor,
    at: datetime,
    source: str,
) -> None:
    fields = asdict(definition)
    code, theme = fields.pop("code"), fields.pop("theme")
    indicator, _ = WellbeingIndicator.objects.update_or_create(code=code, defaults={**fields, "theme_id": theme})
    IndicatorValue.objects.bulk_create(
        [
            IndicatorValue(
                indicator=indicator,
                place_id=places[row.place_code],
                period_end=row.period_end,
                value=row.value,
                source=source[:300],
                recorded_at=at,
            )
            for row in rows
        ],
        batch_size=BATCH,
    )
    audit.record(
        actor_id=actor.user_id,
        action="values.imported",
        kind="wellbeing_indicator",
        identifier=code,
        after={"values": len(rows), "source": source[:200]},
        at=at,
        request_id=actor.request_id,
    )
    events.emit(IndicatorValuesChanged(indicator_code=code, at=at))
