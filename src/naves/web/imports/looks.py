"""Statuses of an import as a word, a colour and an icon; counts as facts."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext as in_words
from django.utils.translation import pgettext_lazy

from naves.domains.accounts.models import ImportJob
from naves.web.design.formats import moment, number
from naves.web.design.parts import Fact
from naves.web.design.words import UNKNOWN_STATUS, Look

STATUS: dict[str, Look] = {
    "checking": Look(pgettext_lazy("import", "Being checked"), "neutral", "search"),
    "ready": Look(pgettext_lazy("import", "Waits for confirmation"), "primary", "info-circle"),
    "running": Look(pgettext_lazy("import", "Running"), "primary", "upload"),
    "done": Look(pgettext_lazy("import", "Imported"), "success", "check-lg"),
    "refused": Look(pgettext_lazy("import", "Refused"), "error", "x-lg"),
    "cancelled": Look(pgettext_lazy("import", "Cancelled"), "neutral", "x-lg"),
}
_MEGABYTE = 1_000_000


def look_of(status: str) -> Look:
    """Return the look of a status."""
    return STATUS.get(status, UNKNOWN_STATUS)


def counts(report: Mapping[str, Any]) -> list[Fact]:
    """Return what was, or would be, created and changed."""
    facts = [
        Fact(_("Created"), report["created"]),
        Fact(_("Changed"), report["changed"]),
        Fact(_("Unchanged"), report["unchanged"]),
    ]
    notes = {
        "not_listed": _("Known places that the file does not list"),
        "indicators": _("Indicators"),
        "kept": _("Left alone, since merged or withdrawn"),
    }
    return [*facts, *(Fact(notes.get(name, name), count) for name, count in report["notes"].items() if count)]


def file_facts(job: ImportJob) -> list[Fact]:
    """Return what is known about the file."""
    preview = job.preview
    facts = [
        Fact(_("File"), job.file_name),
        Fact(_("Size"), f"{number(job.size / _MEGABYTE, 1)} MB" if job.size >= _MEGABYTE else f"{number(job.size)} B"),
        Fact(_("Sent by"), str(job.user)),
        Fact(_("Sent on"), moment(job.created_at)),
    ]
    delimiters = {";": _("semicolon"), ",": _("comma"), "\t": _("tab"), "|": _("vertical bar")}
    told = {
        _("Recognised as"): in_words(preview["label"]) if preview.get("label") else "",
        _("Format"): preview.get("form", "").upper(),
        _("Encoding"): preview.get("encoding", ""),
        _("Delimiter"): delimiters.get(preview.get("delimiter", ""), ""),
        _("Sheet"): preview.get("sheet", ""),
        _("Source"): job.options.get("source", ""),
    }
    return [*facts, *(Fact(term, text) for term, text in told.items() if text)]
