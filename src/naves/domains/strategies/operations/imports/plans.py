"""What a flat table asks for, checked: one plan for each strategy."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from naves.domains.needs.queries import theme_codes
from naves.domains.needs.rules.values import unknown_choice
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.strategies.enums import Direction, MeasureStatus, VersionStatus
from naves.domains.strategies.operations.imports.rows import Said, Sheet
from naves.domains.strategies.rules.checks import (
    goal_problems,
    indicator_problems,
    measure_problems,
    no_goals,
    no_places,
    strategy_problems,
    version_problems,
)
from naves.domains.strategies.rules.values import (
    EARLIEST,
    GoalValues,
    IndicatorValues,
    MeasureValues,
    StrategyValues,
    VersionValues,
    tidy_goal,
    tidy_indicator,
    tidy_measure,
    tidy_strategy,
    tidy_version,
)
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.text import fold

STATUSES = (VersionStatus.DRAFT, VersionStatus.APPROVED)


@dataclass(slots=True)
class Plan:
    """A strategy as the table wants it. `problems` name their rows."""

    row: int
    strategy: StrategyValues
    version: VersionValues
    owner: Organisation | None
    place_ids: frozenset[int]
    is_approved: bool
    goals: dict[str, GoalValues] = field(default_factory=dict)
    measures: dict[str, MeasureValues] = field(default_factory=dict)
    statuses: dict[str, MeasureStatus] = field(default_factory=dict)
    indicators: dict[tuple[str, str], IndicatorValues] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


class Planner:
    """Turns sheets into plans; knows organisations, places and themes."""

    def __init__(self) -> None:
        """Read what rows may refer to (three queries)."""
        self._organisations: dict[str, Organisation] = {}
        for organisation in Organisation.objects.filter(closed_at=None).order_by("-created_at"):
            self._organisations[fold(organisation.name)] = organisation
            if organisation.ico:
                self._organisations[organisation.ico] = organisation
        self._places = dict(Place.objects.values_list("code", "pk"))
        self._themes = theme_codes()

    def plan(self, sheet: Sheet) -> Plan:
        """Return the plan of a sheet with all that is wrong with it."""
        said = sheet.about.values
        plan = Plan(
            row=sheet.about.row,
            strategy=tidy_strategy(
                StrategyValues(
                    identifier=sheet.identifier,
                    title=said.get("strategy_title", ""),
                    url=said.get("strategy_url", ""),
                )
            ),
            version=tidy_version(
                VersionValues(
                    in_force_from=said.get("in_force_from", EARLIEST),
                    in_force_to=said.get("in_force_to"),
                    summary=said.get("summary", ""),
                )
            ),
            owner=self._organisations.get(fold(said.get("owner", "").strip())),
            place_ids=frozenset(self._places[code] for code in said.get("places", ()) if code in self._places),
            is_approved=said.get("status", VersionStatus.DRAFT) == VersionStatus.APPROVED,
            problems=list(sheet.problems),
        )
        plan.problems += self._about_problems(plan, sheet.about)
        if plan.is_approved and not sheet.goals:
            plan.problems.append(replace(no_goals(), row=plan.row))
        self._plan_goals(plan, sheet.goals)
        self._plan_measures(plan, sheet.measures)
        self._plan_indicators(plan, sheet.indicators)
        return plan

    def _about_problems(self, plan: Plan, about: Said) -> Iterator[Problem]:
        said = about.values
        names = {"identifier": "strategy_id", "title": "strategy_title", "url": "strategy_url"}
        found = [
            *(replace(one, field=names.get(one.field or "", one.field)) for one in strategy_problems(plan.strategy)),
            *version_problems(plan.version),
        ]
        if "in_force_from" not in said:
            found.append(_missing_start())
        if plan.owner is None:
            found.append(_unknown_owner(said.get("owner", "")))
        found += [_unknown_place(code) for code in said.get("places", ()) if code not in self._places]
        if said.get("status", VersionStatus.DRAFT) not in STATUSES:
            found.append(unknown_choice("status", said["status"], STATUSES))
        yield from (replace(one, row=about.row) for one in found)
        if plan.is_approved and not said.get("places"):
            yield replace(no_places(), row=about.row)

    def _plan_goals(self, plan: Plan, goals: Mapping[str, Said]) -> None:
        parents = {code: said.values.get("goal_parent", "").strip() for code, said in goals.items()}
        for position, (code, said) in enumerate(goals.items()):
            values = tidy_goal(
                GoalValues(
                    code=code,
                    title=said.values.get("goal_title", ""),
                    description=said.values.get("goal_description", ""),
                    parent=parents[code],
                    position=position,
                    themes=frozenset(said.values.get("goal_themes", ())),
                )
            )
            others = {other: above for other, above in parents.items() if other != code}
            plan.goals[values.code] = values
            found = goal_problems(values, themes=self._themes, parents=others)
            plan.problems += _placed(found, "goal", said.row)

    def _plan_measures(self, plan: Plan, measures: Mapping[str, Said]) -> None:
        for position, (code, said) in enumerate(measures.items()):
            values = tidy_measure(_measure_values(code, said.values, position))
            status = said.values.get("measure_status", MeasureStatus.PLANNED)
            plan.measures[values.code] = values
            found = measure_problems(values, themes=self._themes, goals=plan.goals, codes=())
            if status in MeasureStatus.values:
                plan.statuses[values.code] = MeasureStatus(status)
            else:
                found.append(unknown_choice("status", status, MeasureStatus.values))
            plan.problems += _placed(found, "measure", said.row)

    def _plan_indicators(self, plan: Plan, indicators: Mapping[tuple[str, str], Said]) -> None:
        for (code, name), said in indicators.items():
            missing = [key for key in ("indicator_target", "indicator_target_on") if key not in said.values]
            direction = said.values.get("indicator_direction", Direction.HIGHER)
            found = [_missing_target(key) for key in missing]
            if direction not in Direction.values:
                found.append(unknown_choice("direction", direction, Direction.values))
            if not found:
                values = tidy_indicator(_indicator_values(name, said.values, Direction(direction)))
                plan.indicators[code, values.name] = values
                found = indicator_problems(values, names=())
            plan.problems += _placed(found, "indicator", said.row)


def _measure_values(code: str, said: Mapping[str, Any], position: int) -> MeasureValues:
    return MeasureValues(
        goal=said.get("goal_code", ""),
        code=code,
        title=said.get("measure_title", ""),
        description=said.get("measure_description", ""),
        responsible_body=said.get("measure_responsible_body", ""),
        deadline=said.get("measure_deadline"),
        budget_czk=said.get("measure_budget_czk"),
        position=position,
        themes=frozenset(said.get("measure_themes", ())),
    )


def _indicator_values(name: str, said: Mapping[str, Any], direction: Direction) -> IndicatorValues:
    return IndicatorValues(
        name=name,
        unit=said.get("indicator_unit", ""),
        target=said["indicator_target"],
        target_on=said["indicator_target_on"],
        direction=direction,
        baseline=said.get("indicator_baseline"),
        baseline_on=said.get("indicator_baseline_on"),
    )


def _placed(problems: list[Problem], kind: str, row: int) -> Iterator[Problem]:
    """Name the row, and the field as the flat table calls it."""
    for problem in problems:
        name = problem.field or ""
        known = name.startswith(kind)
        yield replace(problem, row=row, field="goal_code" if name == "goal" else name if known else f"{kind}_{name}")


def _missing_start() -> Problem:
    return Problem(
        code="in_force_from_missing",
        field="in_force_from",
        value="",
        message=gettext_noop("It is not said from which day the strategy is in force."),
        remedy=gettext_noop("Fill in the first day."),
    )


def _missing_target(name: str) -> Problem:
    return Problem(
        code=f"{name}_missing",
        field=name,
        value="",
        message=gettext_noop("The indicator has no target, or no day to reach it."),
        remedy=gettext_noop("Fill in both; an indicator is set beforehand."),
    )


def _unknown_owner(owner: str) -> Problem:
    return Problem(
        code="owner_unknown",
        field="owner",
        value=owner,
        message=gettext_noop("There is no organisation “%(owner)s”."),
        params={"owner": owner},
        remedy=gettext_noop("Give the IČO or the exact name of an organisation that is registered here."),
    )


def _unknown_place(code: str) -> Problem:
    return Problem(
        code="place_unknown",
        field="places",
        value=code,
        message=gettext_noop("There is no place with the code “%(code)s”."),
        params={"code": code},
        remedy=gettext_noop("Use codes of the ČSÚ register: municipality, ORP, district, region or CZ for the state."),
    )
