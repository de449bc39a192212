"""What may be wrong with the contents of strategies, goals, measures and indicators."""

import math
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from naves.domains.needs.rules.values import length_problems, unknown_choice
from naves.domains.strategies.enums import Direction
from naves.domains.strategies.rules.values import (
    EARLIEST,
    LATEST,
    LENGTHS,
    MOST_MONEY,
    GoalValues,
    IndicatorValues,
    MeasureValues,
    StrategyValues,
    VersionValues,
)
from naves.kernel.errors import Problem, gettext_noop


def strategy_problems(values: StrategyValues) -> list[Problem]:
    """Return all that is wrong with tidy `values`."""
    return [
        *required("identifier", values.identifier),
        *required("title", values.title),
        *url_problems("url", values.url),
    ]


def version_problems(values: VersionValues) -> list[Problem]:
    """Return all that is wrong with tidy `values`."""
    problems = [
        *day_problems("in_force_from", values.in_force_from),
        *day_problems("in_force_to", values.in_force_to),
        *length_problems("summary", values.summary, LENGTHS["summary"]),
    ]
    if values.in_force_to is not None and values.in_force_to < values.in_force_from:
        problems.append(
            Problem(
                code="ends_before_it_begins",
                field="in_force_to",
                value=values.in_force_to.isoformat(),
                message=gettext_noop("The strategy ends on %(last)s, before it begins on %(first)s."),
                params={"first": values.in_force_from.isoformat(), "last": values.in_force_to.isoformat()},
                remedy=gettext_noop("Check both days; leave the last one empty if the strategy holds until replaced."),
            )
        )
    return problems


def goal_problems(values: GoalValues, *, themes: Collection[str], parents: Mapping[str, str]) -> list[Problem]:
    """Return all that is wrong with tidy `values`. `parents`: code → code of the goal above, of the other goals."""
    problems = [
        *required("code", values.code),
        *required("title", values.title),
        *length_problems("description", values.description, LENGTHS["description"]),
        *theme_problems(values.themes, themes),
    ]
    if values.code in parents:
        problems.append(code_taken(values.code))
    if values.parent:
        problems += _parent_problems(values, parents)
    return problems


def _parent_problems(values: GoalValues, parents: Mapping[str, str]) -> Iterator[Problem]:
    if values.parent != values.code and values.parent not in parents:
        yield unknown_goal("parent", values.parent)
        return
    above, seen = values.parent, {values.code}
    while above:
        if above in seen:
            yield Problem(
                code="goals_in_a_circle",
                field="parent",
                value=values.parent,
                message=gettext_noop("The goal “%(code)s” would lie under itself."),
                params={"code": values.code},
                remedy=gettext_noop("Choose a goal above it, or none."),
            )
            return
        seen.add(above)
        above = parents.get(above, "")


def measure_problems(
    values: MeasureValues, *, themes: Collection[str], goals: Collection[str], codes: Collection[str]
) -> list[Problem]:
    """Return all that is wrong with tidy `values`; `goals` of its version, `codes` of the other measures."""
    problems = [
        *required("code", values.code),
        *required("title", values.title),
        *length_problems("description", values.description, LENGTHS["description"]),
        *length_problems("responsible_body", values.responsible_body, LENGTHS["responsible_body"]),
        *day_problems("deadline", values.deadline),
        *theme_problems(values.themes, themes),
    ]
    if values.code in codes:
        problems.append(code_taken(values.code))
    if values.goal not in goals:
        problems.append(unknown_goal("goal", values.goal))
    if values.budget_czk is not None and not 0 <= values.budget_czk <= MOST_MONEY:
        problems.append(
            Problem(
                code="budget",
                field="budget_czk",
                value=str(values.budget_czk),
                message=gettext_noop("%(money)s is not a possible budget in crowns."),
                params={"money": str(values.budget_czk)},
                remedy=gettext_noop("Give an amount in crowns, 0 or more, or leave it empty where it is not known."),
            )
        )
    return problems


def indicator_problems(values: IndicatorValues, *, names: Collection[str]) -> list[Problem]:
    """Return all that is wrong with tidy `values`; `names` of the other indicators of the measure."""
    problems = [
        *required("name", values.name),
        *required("unit", values.unit),
        *number_problems("target", values.target),
        *number_problems("baseline", values.baseline),
        *day_problems("target_on", values.target_on),
        *day_problems("baseline_on", values.baseline_on),
    ]
    if values.name in names:
        problems.append(
            Problem(
                code="indicator_twice",
                field="name",
                value=values.name,
                message=gettext_noop("The measure already has an indicator “%(name)s”."),
                params={"name": values.name},
                remedy=gettext_noop("Choose another name, or edit the other indicator."),
            )
        )
    if values.direction not in Direction.values:
        problems.append(unknown_choice("direction", values.direction, Direction.values))
    if not problems and values.baseline is not None and not _asks_for_something(values):
        problems.append(
            Problem(
                code="target_behind_baseline",
                field="target",
                value=values.target,
                message=gettext_noop("The target %(target)s is already reached by the baseline %(baseline)s."),
                params={"target": values.target, "baseline": values.baseline},
                remedy=gettext_noop("Check both numbers and which way is better."),
            )
        )
    return problems


def _asks_for_something(values: IndicatorValues) -> bool:
    baseline = values.baseline or 0.0
    return baseline < values.target if values.direction == Direction.HIGHER else baseline > values.target


def required(field: str, text: str) -> list[Problem]:
    """A text that must be there and fit."""
    if not text:
        return [
            Problem(
                code=f"{field}_missing",
                field=field,
                value="",
                message=gettext_noop("This must not be empty."),
                remedy=gettext_noop("Fill it in."),
            )
        ]
    return list(length_problems(field, text, LENGTHS[field]))


def reason_problems(reason: str) -> list[Problem]:
    """A reason that whoever reads the record later will understand."""
    if reason.strip():
        return list(length_problems("reason", reason, LENGTHS["reason"]))
    return [
        Problem(
            code="reason_missing",
            field="reason",
            value="",
            message=gettext_noop("No reason is given."),
            remedy=gettext_noop("Say why in a sentence; it stays with the record."),
        )
    ]


def day_problems(field: str, day: date | None) -> list[Problem]:
    """A day within living memory and planning."""
    if day is None or EARLIEST <= day <= LATEST:
        return []
    return [
        Problem(
            code=f"{field}_range",
            field=field,
            value=day.isoformat(),
            message=gettext_noop("The day %(day)s is not possible."),
            params={"day": day.isoformat()},
            remedy=gettext_noop("Check the year: it must lie between 1990 and 2100."),
        )
    ]


def number_problems(field: str, number: float | None) -> list[Problem]:
    """A number that can be compared."""
    if number is None or math.isfinite(number):
        return []
    return [
        Problem(
            code=f"{field}_number",
            field=field,
            value=str(number),
            message=gettext_noop("“%(number)s” is not a number."),
            params={"number": str(number)},
            remedy=gettext_noop("Give a number, such as 12 or 3.5."),
        )
    ]


def url_problems(field: str, url: str) -> list[Problem]:
    """A web address that a browser may follow."""
    if not url or _is_web_address(url):
        return list(length_problems(field, url, LENGTHS[field]))
    return [
        Problem(
            code=field,
            field=field,
            value=url,
            message=gettext_noop("“%(url)s” is not a web address."),
            params={"url": url},
            remedy=gettext_noop("Give the whole address, beginning with https:// or http://."),
        )
    ]


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname) and " " not in url


def theme_problems(given: Collection[str], known: Collection[str]) -> list[Problem]:
    """Themes of the fixed list."""
    return [unknown_choice("themes", code, sorted(known)) for code in sorted(given) if code not in known]


def code_taken(code: str) -> Problem:
    """Two goals, or two measures, of a version with one code."""
    return Problem(
        code="code_taken",
        field="code",
        value=code,
        message=gettext_noop("The code “%(code)s” is already used in this version."),
        params={"code": code},
        remedy=gettext_noop("Choose another code."),
    )


def unknown_goal(field: str, code: str) -> Problem:
    """A goal that the version does not have."""
    return Problem(
        code="goal_unknown",
        field=field,
        value=code,
        message=gettext_noop("The version has no goal “%(code)s”."),
        params={"code": code},
        remedy=gettext_noop("Add the goal first, or correct its code."),
    )


def no_goals() -> Problem:
    """An empty version cannot be approved."""
    return Problem(
        code="no_goals",
        field="goal_code",
        message=gettext_noop("The version has no goal."),
        remedy=gettext_noop("Add at least one goal."),
    )


def no_places() -> Problem:
    """Nor can one that covers nothing."""
    return Problem(
        code="no_places",
        field="places",
        message=gettext_noop("The version covers no place."),
        remedy=gettext_noop("Name the places that it covers; a region covers its towns."),
    )
