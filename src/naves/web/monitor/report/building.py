"""From figures to a PDF that anybody can read: PDF/UA-1 (ISO 14289-1), set by typst."""

import json
from datetime import UTC, datetime, time
from pathlib import Path
from typing import Any, Final

import typst
from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from naves import __version__
from naves.domains.monitor.queries import Filters
from naves.domains.monitor.rules.method import METHOD_VERSION
from naves.web.design.formats import day
from naves.web.monitor.choosing import applied
from naves.web.monitor.pictures.country_map import COLOURS
from naves.web.monitor.report.annex import method_section
from naves.web.monitor.report.sections import sections
from naves.web.monitor.wording import QUESTIONS

TEMPLATE: Final = Path(__file__).with_name("template.typ")
STANDARD: Final = "ua-1"


def report_pdf(filters: Filters, *, language: str, address: str = "") -> bytes:
    """Return the report as of the filters' day in `language`. Raises Refused for codes that nothing is called.

    ``address``: where the same figures can be seen and drilled into.
    """
    with translation.override(language):
        report = _report(filters, language, address)
    return _set(report, as_of=datetime.combine(filters.as_of, time(), tzinfo=UTC))


def _set(report: dict[str, Any], *, as_of: datetime) -> bytes:
    """Typeset; the time stamp is the figures' day, so that the same figures give the same file."""
    pdf = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        format="pdf",
        ignore_system_fonts=True,
        pdf_standards=[STANDARD],
        sys_inputs={"report": json.dumps(report)},
        timestamp=int(as_of.timestamp()),
    )
    assert isinstance(pdf, bytes)  # noqa: S101 - a list only where pages are images
    return pdf


def _about() -> dict[str, Any]:
    return {
        "title": _("What this report is"),
        "words": [
            _(
                "It says which needs of Czech towns the strategies in force answer and which they do not, from the "
                "records of towns, ministries and people in Náves. A figure counts only what had been recorded by the "
                "end of its day; a later record never changes it, and the same figures can be computed again by the "
                "method named on the cover."
            ),
            _(
                "A town that recorded no need is not assessed: it stands neither as answered nor as unanswered, and "
                "the bounds of each figure say how much it could still change. Nothing here ranks towns against one "
                "another."
            ),
        ],
    }


def _report(filters: Filters, language: str, address: str) -> dict[str, Any]:
    narrowed = [str(each.words) for each in applied(filters, "")]
    imprint = [
        _("Figures as of %(day)s, method %(version)s.") % {"day": day(filters.as_of), "version": METHOD_VERSION},
        _("Narrowed to: %(filters)s.") % {"filters": ", ".join(narrowed)} if narrowed else "",
        _("The same figures to look into: %(address)s") % {"address": address} if address else "",
        _("Set by Náves %(version)s.") % {"version": __version__},
        _("Demonstration data: needs, strategies and figures are made up.") if settings.NAVES_DEMONSTRATION else "",
    ]
    return {
        "language": language,
        "title": _("The state of the nation's needs"),
        "subtitle": f"{QUESTIONS[filters.level]}, {day(filters.as_of)}",
        "publisher": "Náves",
        "keywords": [_("needs of towns"), _("strategies"), _("coverage")],
        "running": _("The state of the nation's needs as of %(day)s") % {"day": day(filters.as_of)},
        "about": _about(),
        "contents": _("Contents"),
        "imprint": [line for line in imprint if line],
        "scale": dict(COLOURS),
        "sections": [section.plain() for section in [*sections(filters), method_section(language)]],
    }
