"""Tags that show something: icons, tags, levels, alerts, figures, tables, timelines."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.safestring import SafeString

from naves.web.design import formats, words
from naves.web.design.parts import Fact, Figure, Moment, Table
from naves.web.design.words import Text

register = template.Library()


def _bars(reached: int) -> SafeString:
    """Draw four rising bars, filled up to the level reached."""
    bars = (
        f'<rect class="{"on" if index < reached else "off"}" x="{index * 6}.5" y="{10 - index * 3}.5"'
        f' width="4" height="{5 + index * 3}" rx="1"/>'
        for index in range(4)
    )
    return SafeString(f'<svg viewBox="0 0 24 16" aria-hidden="true">{"".join(bars)}</svg>')


# Drawn once: lists show one on every row.
LEVEL_BARS = tuple(_bars(level) for level in range(len(words.LEVELS)))


@register.inclusion_tag("design/parts/icon.html")
def icon(name: str, label: Text = "") -> dict[str, Any]:
    """`{% icon "search" %}`; with ``label`` where it stands alone. Names: manifest.json, package icons."""
    return {"name": name, "label": label}


@register.inclusion_tag("design/parts/tag.html")
def tag(text: Text, color: str = "neutral", icon: str = "") -> dict[str, Any]:
    """`{% tag _("Transport") %}`. Colours: neutral, primary, success, warning, error."""
    return {"text": text, "color": color, "icon": icon}


@register.inclusion_tag("design/parts/tag.html")
def need_status(status: str) -> dict[str, Any]:
    """`{% need_status need.status %}`: the status of a need as a tag with an icon."""
    look = words.NEED_STATUS.get(str(status), words.UNKNOWN_STATUS)
    return {"text": look.label, "color": look.color, "icon": look.icon}


@register.inclusion_tag("design/parts/level.html")
def level(value: int | None, short: bool = False) -> dict[str, Any]:
    """`{% level response.level %}`: 0–4 as bars and a word; ``short`` keeps the word for screen readers."""
    reached = int(value or 0)
    return {"level": reached, "label": words.LEVELS[reached], "short": short, "bars": LEVEL_BARS[reached]}


@register.inclusion_tag("design/parts/alert.html")
def alert(text: Text, kind: str = "info", title: Text = "") -> dict[str, Any]:
    """`{% alert _("Saved.") kind="success" %}`. Kinds: info, success, warning, error."""
    name = words.MESSAGE_KINDS.get(kind, kind)
    name = name if name in words.ALERT_ICONS else "info"
    return {"text": text, "kind": name, "title": title, "icon": words.ALERT_ICONS[name]}


@register.inclusion_tag("design/parts/figure.html")
def figure(item: Figure) -> dict[str, Any]:
    """`{% figure tile %}`: a share with interval, bounds and a bar; see naves.web.design.parts.Figure."""
    return {"item": item}


@register.inclusion_tag("design/parts/table.html", takes_context=True)
def table(context: template.Context, data: Table) -> dict[str, Any]:
    """`{% table data %}`: a plain table; see naves.web.design.parts.Table. For rich cells write the table."""
    rows = [(row, list(zip(data.columns, row.cells, strict=True))) for row in data.rows]
    return {"data": data, "rows": rows, "request": context.get("request"), "sort": context.get("sort")}


@register.inclusion_tag("design/parts/timeline.html")
def timeline(moments: Sequence[Moment]) -> dict[str, Any]:
    """`{% timeline moments %}`: what happened, in the order given."""
    return {"moments": moments}


@register.inclusion_tag("design/parts/facts.html")
def facts(items: Sequence[Fact], wide: bool = False) -> dict[str, Any]:
    """`{% facts items %}`: terms and descriptions; ``wide`` puts them side by side."""
    return {"items": items, "wide": wide}


@register.inclusion_tag("design/parts/progress.html")
def progress(value: float, maximum: float, label: Text, note: Text = "") -> dict[str, Any]:
    """`{% progress done all _("Rows read") %}`: how far a long work has got."""
    return {"value": value, "maximum": maximum, "label": label, "note": note}


@register.inclusion_tag("design/parts/empty.html")
def empty(title: Text, text: Text = "", action: Text = "", href: str = "", icon: str = "search") -> dict[str, Any]:
    """`{% empty _("No need matches") _("Drop a filter.") %}`: says what to do where a list is empty."""
    return {"title": title, "text": text, "action": action, "href": href, "icon": icon}


@register.inclusion_tag("design/parts/scale_legend.html")
def scale_legend() -> dict[str, Any]:
    """`{% scale_legend %}`: what the seven colours of coverage mean."""
    return {"steps": [f"c{index}" for index in range(formats.SCALE_STEPS)]}


@register.filter
def shown(value: object) -> object:
    """Return a value as people read it: a date as a day, a number with thousands apart, else as it is."""
    if isinstance(value, date | datetime):
        return formats.day(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return formats.number(value, 0 if isinstance(value, int) else 1)
    return formats.not_assessed() if value is None else str(value) if isinstance(value, Promise) else value
