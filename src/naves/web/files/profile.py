"""What is in a file: what to mend, and every column with what was found in the whole of it."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_safe

from naves.domains.catalogue.models import FileProfile, ProfileStatus
from naves.domains.catalogue.queries.rows import profile_of
from naves.kernel.datafiles import ColumnProfile, Profile, profile_findings
from naves.kernel.datafiles.findings import problem_of
from naves.web.design.formats import day, is_czech, moment, number
from naves.web.design.parts import Fact
from naves.web.files.opening import name_of, opened, tabs, trail

KINDS = {
    "text": gettext_lazy("text"),
    "integer": gettext_lazy("whole number"),
    "decimal": gettext_lazy("decimal number"),
    "boolean": gettext_lazy("yes or no"),
    "date": pgettext_lazy("kind of value", "day"),
    "datetime": gettext_lazy("day and time"),
}
DELIMITERS = {
    ",": gettext_lazy("comma"),
    ";": gettext_lazy("semicolon"),
    "\t": gettext_lazy("tab"),
    "|": gettext_lazy("vertical bar"),
}
SEVERITIES = {"error": "error", "warning": "warning", "note": "info"}


@dataclass(frozen=True, slots=True)
class Shown:
    """A column in words."""

    column: ColumnProfile
    kind: str
    filled: str
    distinct: str
    span: str
    frequent: str


@require_safe
def profile(request: HttpRequest, distribution_id: uuid.UUID) -> HttpResponse:
    """Show the profile."""
    part = opened(request, distribution_id)
    kept = profile_of(part)
    context: dict[str, Any] = {
        "breadcrumbs": trail(part),
        "part": part,
        "name": name_of(part),
        "tabs": tabs(request, part),
        "kept": kept,
        "download": reverse("files:download", args=[part.pk]),
        "problems": [problem_of(one) for one in kept.problems] if kept is not None else [],
    }
    if kept is not None and kept.status == ProfileStatus.READY:
        found = Profile.from_json(kept.result)
        context |= {
            "facts": _facts(kept, found),
            "findings": [
                (SEVERITIES[one.severity], one.problem) for one in profile_findings(found, declared_format=part.format)
            ],
            "columns": [_shown(column, found) for column in found.columns],
        }
    return render(request, "files/profile.html", context)


def _facts(kept: FileProfile, found: Profile) -> list[Fact]:
    facts = [
        Fact(_("Rows"), number(found.row_count)),
        Fact(_("Columns"), number(len(found.columns))),
        Fact(_("Format"), found.format.upper()),
    ]
    if found.encoding:
        facts.append(Fact(_("Encoding"), found.encoding.removesuffix("-sig").upper()))
    if found.delimiter:
        facts.append(Fact(_("Delimiter"), str(DELIMITERS.get(found.delimiter, found.delimiter))))
    if found.sheet:
        facts.append(Fact(_("Sheet"), found.sheet))
    if kept.read_at:
        facts.append(Fact(_("Read at"), moment(kept.read_at)))
    facts.append(Fact("SHA-256", kept.checksum))
    return facts


def _shown(column: ColumnProfile, found: Profile) -> Shown:
    kind = str(KINDS[column.kind])
    if column.spelling == "comma":
        kind = _("decimal number with a comma")
    about = "" if column.is_distinct_exact else "≈\u00a0"
    span = f"{_value(column.least, column)} – {_value(column.most, column)}" if column.least is not None else ""
    return Shown(
        column,
        kind,
        f"{number(column.filled)} / {number(found.row_count)}",
        about + number(column.distinct),
        span,
        ", ".join(f"{_value(value, column)} ({number(count)}×)" for value, count in column.frequent[:3]),
    )


def _value(text: str | None, column: ColumnProfile) -> str:
    if not text:
        return ""
    if column.kind == "date":
        return day(date.fromisoformat(text))
    if column.kind == "boolean":
        return _("yes") if text == "true" else _("no")
    return text.replace(".", ",") if column.kind == "decimal" and is_czech() else text
