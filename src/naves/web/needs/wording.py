"""Lines of the audit log about a need, in words."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from naves.domains.accounts.models import AuditEntry
from naves.domains.needs.enums import NeedStatus, Severity, VoicedBy
from naves.domains.needs.queries import groups, themes
from naves.domains.places.models import Place
from naves.web.design.formats import day, named, number, percent
from naves.web.design.words import NEED_STATUS, Text

ACTIONS: Final[Mapping[str, Text]] = {
    "needs.voice": pgettext_lazy("history", "Entered"),
    "needs.edit": pgettext_lazy("history", "Edited"),
    "needs.published": pgettext_lazy("history", "Published"),
    "needs.answered": pgettext_lazy("history", "Marked as answered"),
    "needs.withdrawn": pgettext_lazy("history", "Withdrawn"),
    "needs.merged": pgettext_lazy("history", "Merged"),
    "needs.draft": pgettext_lazy("history", "Split off as a draft"),
    "needs.import": pgettext_lazy("history", "Imported"),
}
FIELDS: Final[Mapping[str, Text]] = {
    "place": gettext_lazy("Municipality"),
    "title": gettext_lazy("Title"),
    "description": gettext_lazy("Description"),
    "language": gettext_lazy("Language"),
    "status": gettext_lazy("Status"),
    "voiced_by": gettext_lazy("Voiced by"),
    "voiced_on": gettext_lazy("Voiced on"),
    "severity": gettext_lazy("Severity"),
    "severity_reason": gettext_lazy("Why so severe"),
    "people_affected": gettext_lazy("People affected"),
    "themes": gettext_lazy("Themes"),
    "groups": gettext_lazy("Affected groups"),
    "reason": gettext_lazy("Reason"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A field, what stood there and what stands there since."""

    field: Text
    before: str
    after: str


def action_words(entry: AuditEntry) -> Text:
    """Return what was done."""
    return ACTIONS.get(entry.action, entry.action)


def history_lines(entry: AuditEntry) -> list[Change]:
    """Return what an entry changed, fields that people know only."""
    before, after = entry.before or {}, entry.after or {}
    return list(_changes(before, after))


def _changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Change]:
    for name, label in FIELDS.items():
        old, new = _shown(name, before.get(name)), _shown(name, after.get(name))
        if old != new:
            yield Change(label, old, new)


def _shown(name: str, value: Any) -> str:
    """Return a value of the audit log as people read it."""
    if value in (None, "", [], {}):
        return ""
    known = {
        "voiced_by": lambda: str(VoicedBy(value).label),
        "severity": lambda: str(Severity(value).label),
        "status": lambda: str(NEED_STATUS[NeedStatus(value)].label),
        "voiced_on": lambda: day(date.fromisoformat(value)),
        "people_affected": lambda: number(value),
        "themes": lambda: ", ".join(
            f"{named(theme)} {percent(float(value[theme.code]))}" for theme in themes() if theme.code in value
        ),
        "groups": lambda: ", ".join(named(group) for group in groups() if group.code in value),
        "place": lambda: str(Place.objects.filter(pk=value).first() or _("unknown")),
    }
    return known[name]() if name in known else str(value)
