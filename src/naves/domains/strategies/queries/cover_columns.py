"""On which days goals and measures were in force, as columns."""

import uuid
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import numpy as np
from django.db.models import CharField
from django.db.models.functions import Cast

from naves.domains.strategies.enums import MeasureStatus
from naves.domains.strategies.models import Goal, Measure, MeasureTransition, StrategyVersion
from naves.domains.strategies.queries.days import ordinal, prague_days, seconds
from naves.domains.strategies.rules.columns import PeriodColumns
from naves.domains.strategies.rules.spells import FOREVER, Period, Step, VersionFacts, cover

Versions = dict[str, VersionFacts]


@dataclass(frozen=True, slots=True)
class Targets:
    """Measures and goals of versions that were ever approved, numbered in one range: measures first."""

    measures: list[uuid.UUID]
    number_of_measure: dict[str | None, int]
    number_of_goal: dict[str | None, int]
    cover: PeriodColumns

    def measures_in_force(self) -> PeriodColumns:
        """Return the part of `cover` that speaks of measures."""
        rows = self.cover.key < len(self.measures)
        return PeriodColumns(self.cover.key[rows], self.cover.from_day[rows], self.cover.until_day[rows])


def load_targets() -> Targets:
    """Return what responses may point to (four queries)."""
    versions, steps = _versions(), _steps()
    whole = {key: cover(facts) for key, facts in versions.items()}
    measures = _rows(Measure)
    goals = _rows(Goal)
    covers = [cover(versions[of], steps[key]) if key in steps else whole[of] for key, of in measures]
    covers += [whole[of] for _, of in goals]
    return Targets(
        measures=[uuid.UUID(key) for key, _ in measures],
        number_of_measure={key: number for number, (key, _) in enumerate(measures)},
        number_of_goal={key: number for number, (key, _) in enumerate(goals, start=len(measures))},
        cover=_columns(covers),
    )


def _text(column: str) -> Cast:
    return Cast(column, CharField(max_length=36))


def _rows(model: type[Measure] | type[Goal]) -> list[tuple[str, str]]:
    rows: Any = model._default_manager.filter(version__approved_at__isnull=False)
    return list(rows.order_by().values_list(_text("pk"), _text("version_id")))


def _versions() -> Versions:
    rows = list(
        StrategyVersion.objects.filter(approved_at__isnull=False)
        .order_by()
        .values_list(
            _text("pk"), seconds("approved_at"), ordinal("in_force_from"), ordinal("in_force_to"), seconds("ended_at")
        )
    )
    approved = prague_days(np.array([row[1] for row in rows], dtype=np.int64))
    ended = prague_days(np.array([row[4] for row in rows], dtype=np.int64))
    return {
        row[0]: VersionFacts(int(start), row[2], _known(row[3]), _known(int(end)))
        for row, start, end in zip(rows, approved, ended, strict=True)
    }


def _steps() -> dict[str, list[Step]]:
    """Return the steps of measures that were ever stopped, in their order."""
    stopped = MeasureTransition.objects.filter(to_status=MeasureStatus.STOPPED).values("measure_id")
    rows = list(
        MeasureTransition.objects.filter(measure__in=stopped)
        .order_by("at", "id")
        .values_list(_text("measure_id"), seconds("at"), "to_status")
    )
    days = prague_days(np.array([row[1] for row in rows], dtype=np.int64))
    steps: defaultdict[str, list[Step]] = defaultdict(list)
    for (measure, _, status), day in zip(rows, days, strict=True):
        steps[measure].append(Step(int(day), status == MeasureStatus.STOPPED))
    return dict(steps)


def _known(day: int) -> int | None:
    return None if day == FOREVER else day


def _columns(covers: list[tuple[Period, ...]]) -> PeriodColumns:
    rows = [(number, *period) for number, periods in enumerate(covers) for period in periods]
    table = np.array(rows, dtype=np.int32).reshape(-1, 3)
    return PeriodColumns(table[:, 0], table[:, 1], table[:, 2])
