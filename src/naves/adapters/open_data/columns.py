"""The columns of the datasets; their labels are the data dictionary."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naves.kernel.tables import Column, Kind

Label = str | Promise


def _text(name: str, label: Label) -> Column:
    return Column(name, Kind.TEXT, label=label)


def _integer(name: str, label: Label) -> Column:
    return Column(name, Kind.INTEGER, label=label)


def _decimal(name: str, label: Label) -> Column:
    return Column(name, Kind.DECIMAL, label=label)


def _date(name: str, label: Label) -> Column:
    return Column(name, Kind.DATE, label=label)


def _moment(name: str, label: Label) -> Column:
    return Column(name, Kind.DATETIME, label=label)


PLACE_CODE: Final = Column("place_code", Kind.CODE, label=_("official code of the place"))
NEED: Final = _text("need_identifier", _("the need, as in the dataset of needs"))
RECORDED: Final = _moment("recorded_at", _("since when Náves knows it"))

PLACES: Final = (
    Column("code", Kind.CODE, label=_("official code (ČSÚ; LAU and NUTS for kraj and okres)")),
    _text("name", _("name")),
    _text("level", _("level of the territory: state, region, district, orp, municipality")),
    _text("kind", _("status of a municipality, a letter as in the ČSÚ register")),
    Column("parent_code", Kind.CODE, label=_("code of the unit above")),
    Column("region_code", Kind.CODE, label=_("code of the kraj")),
    Column("district_code", Kind.CODE, label=_("code of the okres")),
    _decimal("longitude", _("longitude in degrees, WGS 84")),
    _decimal("latitude", _("latitude in degrees, WGS 84")),
    _integer("population", _("the latest known population")),
)
POPULATIONS: Final = (
    PLACE_CODE,
    _date("reference_date", _("day that the count describes")),
    _integer("people", _("inhabitants")),
    _text("source", _("source")),
    RECORDED,
)
NEEDS: Final = (
    _text("id", _("identifier")),
    PLACE_CODE,
    _text("title", _("the need in one sentence")),
    _text("description", _("description")),
    _text("language", _("language of the texts (ISO 639-1)")),
    _text("status", _("status: published, answered, merged, withdrawn")),
    _text("voiced_by", _("who voiced it: citizen, town, organisation, indicator_gap")),
    _date("voiced_on", _("day on which it was voiced")),
    _integer("severity", _("severity from 1 (a nuisance) to 3 (endangers)")),
    _text("severity_reason", _("reason for the severity")),
    _integer("people_affected", _("people affected; empty = not stated")),
    _moment("published_at", _("first publication")),
    _text("merged_into_need", _("the need that it was merged into")),
)
NEED_THEMES: Final = (
    NEED,
    _text("theme_code", _("theme")),
    _decimal("share", _("share of the need that belongs to the theme; the current ones sum to 1")),
    _moment("since", _("since when it holds")),
    _moment("until", _("until when it held; empty = current")),
)
NEED_GROUPS: Final = (
    NEED,
    _text("group_code", _("affected group")),
    _moment("since", _("since when it holds")),
    _moment("until", _("until when it held; empty = current")),
)
EVIDENCE: Final = (
    _text("id", _("identifier")),
    NEED,
    PLACE_CODE,
    _text("kind", _("kind: post, survey, resolution, petition, indicator_gap, phone_note")),
    _text("source", _("where it comes from")),
    _date("occurred_on", _("day on which it happened")),
    _integer("people", _("people who stand behind it; empty = not stated")),
    _text("url", _("link")),
    RECORDED,
)
STRATEGIES: Final = (
    _text("id", _("identifier of the version")),
    _text("identifier", _("identifier of the strategy in its source")),
    _text("title", _("title")),
    _text("owner", _("owner organisation")),
    _integer("number", _("number of the version")),
    _text("status", _("status: approved, superseded, withdrawn")),
    _date("in_force_from", _("first day in force")),
    _date("in_force_to", _("last day in force; empty = until replaced")),
    _moment("approved_at", _("when it was approved")),
    _moment("ended_at", _("when it was superseded or withdrawn")),
)
GOALS: Final = (
    _text("id", _("identifier")),
    _text("version_identifier", _("version of the strategy")),
    _text("parent_goal", _("the goal above")),
    _text("code", _("code in the strategy")),
    _text("title", _("title")),
    _text("description", _("description")),
)
MEASURES: Final = (
    _text("id", _("identifier")),
    _text("version_identifier", _("version of the strategy")),
    _text("goal_identifier", _("goal that it serves")),
    _text("code", _("code in the strategy")),
    _text("title", _("title")),
    _text("description", _("description")),
    _text("responsible_body", _("responsible body")),
    _date("deadline", _("deadline")),
    _decimal("budget_czk", _("budget in Czech crowns; empty = not stated")),
    _text("status", _("status: planned, running, done, stopped")),
)
INDICATORS: Final = (
    _text("id", _("identifier")),
    _text("measure_identifier", _("measure that it judges")),
    _text("name", _("name")),
    _text("unit", _("unit")),
    _text("direction", _("higher_is_better or lower_is_better")),
    _decimal("baseline", _("value at the beginning")),
    _date("baseline_on", _("day of the value at the beginning")),
    _decimal("target", _("target value")),
    _date("target_on", _("day by which the target is to be reached")),
)
READINGS: Final = (
    _text("indicator_identifier", _("indicator of a measure")),
    PLACE_CODE,
    _decimal("value", _("measured value")),
    _date("measured_on", _("day of the measurement")),
    _text("source", _("source")),
    RECORDED,
)
RESPONSES: Final = (
    _text("id", _("identifier")),
    NEED,
    _text("goal_identifier", _("goal that answers it")),
    _text("measure_identifier", _("measure that answers it")),
    Column("contradicts", Kind.BOOLEAN, label=_("whether it works against the need")),
    _moment("proposed_at", _("when it was proposed")),
    _moment("confirmed_at", _("when it was confirmed")),
    _moment("withdrawn_at", _("when it was withdrawn")),
    _text("withdrawn_reason", _("reason of the withdrawal")),
)
CLAIMS: Final = (
    _text("response_identifier", _("response whose level it shows")),
    _integer("level", _("level from 1 (mentioned) to 4 (proven)")),
    _text("proof_kind", _("kind of proof")),
    _text("proof_text", _("proof")),
    _text("proof_url", _("link to the proof")),
    _date("valid_from", _("first day on which it holds")),
    _date("lapses_on", _("first day on which it no longer holds; empty = still holds")),
    RECORDED,
    _moment("withdrawn_at", _("when it was withdrawn")),
)
WELLBEING: Final = (
    _text("indicator_code", _("code of the indicator")),
    _text("indicator_name", _("name of the indicator (Czech)")),
    PLACE_CODE,
    _date("period_end", _("last day of the period that the value describes")),
    _decimal("value", _("value")),
    _text("source", _("source")),
    RECORDED,
)
