"""Invented content for the living style page."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.paging import Page
from naves.web.design.parts import Column, Fact, Figure, Moment, Row, Tab, Table
from naves.web.design.sample_forms import SampleForm, refused_form
from naves.web.design.words import LEVELS, NEED_STATUS

PLANNED = 2
SHARES = (0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, None)


def everything() -> dict[str, Any]:
    """Return the context of the style page."""
    return {
        "breadcrumbs": [(_("Monitor"), "/"), (_("Living style page"), "")],
        "figures": figures(),
        "form": SampleForm(),
        "bad_form": refused_form(),
        "statuses": list(NEED_STATUS),
        "levels": range(len(LEVELS)),
        "tabs": [
            Tab(_("Needs"), "#tabs", current=True, count=1284),
            Tab(_("Strategies"), "#tabs", count=12),
            Tab(_("History"), "#tabs"),
        ],
        "choices": [Tab(label, "#choices", current=level == PLANNED) for level, label in enumerate(LEVELS) if level],
        "moments": moments(),
        "facts": facts(),
        "table": table(),
        "problems": problems(),
        "page": Page(items=(), next_cursor="next", total=1284),
        "shares": SHARES,
        "today": date(2026, 11, 23),
    }


def figures() -> list[Figure]:
    """Return tiles: three with uncertainty, one plain share, one unknown."""
    return [
        Figure(_("Average town"), 0.41, (0.40, 0.43), (0.24, 0.67), note=_("6,254 towns, each counts once")),
        Figure(_("Average inhabitant"), 0.48, (0.46, 0.50), (0.43, 0.54), note=_("weighted by population")),
        Figure(_("Assessed towns"), 0.578, href="#figures", link=_("Which towns are missing"), digits=1),
        Figure(_("Town without a recorded need"), None, note=_("Nothing was recorded, so nothing is claimed.")),
    ]


def moments() -> list[Moment]:
    """Return the life of an invented need."""
    return [
        Moment(
            date(2025, 3, 4),
            _("The need was voiced"),
            _("The evening bus does not wait for the train."),
            _("citizen, by telephone"),
            icon="telephone",
        ),
        Moment(
            date(2025, 9, 18), _("The council took it up"), _("Resolution 112/2025."), _("town council"), icon="book"
        ),
        Moment(
            date(2026, 2, 11),
            _("A measure answers it"),
            who=_("regional authority"),
            href="#timeline",
            kind="response",
            icon="check-lg",
            level=2,
        ),
        Moment(
            date(2026, 10, 30),
            _("The target was reached"),
            _("Waiting fell from 47 to 9 minutes."),
            kind="success",
            icon="star-fill",
            level=4,
        ),
    ]


def facts() -> list[Fact]:
    """Return what is known of an invented place."""
    return [
        Fact(_("District"), "Olomouc"),
        Fact(_("Inhabitants"), 9683),
        Fact(_("Recorded needs"), 34, href="#facts"),
        Fact(_("Liveability"), None),
    ]


def problems() -> list[Problem]:
    """Return two problems of an invented file."""
    return [
        Problem(
            "homonym",
            gettext_noop("“%(value)s” is the name of %(count)s towns."),
            {"value": "Lhota", "count": 38},
            remedy=gettext_noop("Give its code or its district."),
            row=14,
            column="obec",
        ),
        Problem("negative", gettext_noop("The number of people is less than 0."), row=87, column="pocet_osob"),
    ]


def table() -> Table:
    """Return a sortable table of invented places."""
    return Table(
        caption=_("Coverage by region, level planned and higher"),
        columns=[
            Column(_("Region"), sort="region"),
            Column(_("Needs"), "number", sort="needs"),
            Column(_("Coverage"), "percent", sort="coverage"),
            Column(_("Last change"), "day"),
            Column(_("Best response"), "level"),
        ],
        rows=[
            Row(("Hlavní město Praha", 18204, 0.14, date(2026, 11, 2), 3), "#table"),
            Row(("Středočeský kraj", 51870, 0.6, date(2026, 10, 21), 4), "#table"),
            Row(("Karlovarský kraj", 1204, None, date(2026, 6, 30), 1), "#table"),
        ],
        stack=True,
    )
