"""Tags that lead somewhere: buttons, sorted headers, pages, downloads, tabs."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.template.context import Context
from django.utils.translation import gettext as _

from naves.web.design.parts import Tab
from naves.web.design.words import Text

register = template.Library()

# What a button is for → type and colour of the government button.
BUTTONS = {
    "primary": ("solid", "primary"),
    "secondary": ("outlined", "primary"),
    "quiet": ("base", "primary"),
    "danger": ("solid", "error"),
    "danger-quiet": ("outlined", "error"),
}
FORMATS = ("csv", "xlsx", "parquet")


def address_with(request: HttpRequest | None, **changes: str | None) -> str:
    """Return the present address with some query parameters changed, or dropped where None."""
    query = request.GET.copy() if request else QueryDict(mutable=True)
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = value
    path = request.path if request else ""
    return f"{path}?{query.urlencode()}" if query else path


@register.inclusion_tag("design/parts/button.html")
def button(label: Text, href: str = "", kind: str = "primary", icon: str = "", **more: Any) -> dict[str, Any]:
    """`{% button _("Save") %}`; with ``href`` a link. More: size, type, name, value, form, disabled, after."""
    shape, color = BUTTONS[kind]
    size = more.pop("size", "m")
    return {"label": label, "href": href, "icon": icon, "shape": shape, "color": color, "size": size, **more}


@register.inclusion_tag("design/parts/sort_header.html", takes_context=True)
def sort_header(context: Context, key: str, label: Text, numeric: bool = False) -> dict[str, Any]:
    """`{% sort_header "people" _("People") numeric=True %}`: a `<th>`; sorted by `?sort=people` or `-people`.

    The present order is `sort` of the context (what the view applied), else of the address.
    """
    request = context.get("request")
    present = context.get("sort") or (request.GET.get("sort", "") if request else "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(str(present), "")
    follow = f"-{key}" if direction == "ascending" or (numeric and not direction) else key
    href = address_with(request, sort=follow, cursor=None)
    return {"label": label, "numeric": numeric, "direction": direction, "href": href}


@register.inclusion_tag("design/parts/pages.html", takes_context=True)
def pages(context: Context, page: Any, noun: str = "result") -> dict[str, Any]:
    """`{% pages page noun="need" %}` under a list; ``page`` is a naves.kernel.paging.Page."""
    request = context.get("request")
    previous = getattr(page, "previous_cursor", None)
    return {
        "total": page.total,
        "noun": noun,
        "first": address_with(request, cursor=None) if request and request.GET.get("cursor") else "",
        "previous": address_with(request, cursor=previous) if previous else "",
        "next": address_with(request, cursor=page.next_cursor) if page.next_cursor else "",
    }


@register.inclusion_tag("design/parts/downloads.html", takes_context=True)
def downloads(context: Context, href: str = "", table: str = "") -> dict[str, Any]:
    """`{% downloads %}`: this list as CSV, XLSX and Parquet (`?format=csv`), with the filters of the address.

    ``href`` where the list is served elsewhere; ``table`` is an address that shows the picture as a table.
    """
    request = context.get("request")
    joint = "&" if "?" in href else "?"
    links = [
        (name, f"{href}{joint}format={name}" if href else address_with(request, format=name, cursor=None))
        for name in FORMATS
    ]
    return {"links": links, "table": table}


@register.inclusion_tag("design/parts/tabs.html")
def tabs(items: Sequence[Tab], label: Text = "") -> dict[str, Any]:
    """`{% tabs items %}`: views of one thing as links; items are naves.web.design.parts.Tab."""
    return {"items": items, "label": label or _("Views")}


@register.inclusion_tag("design/parts/choices.html")
def choices(items: Sequence[Tab], label: Text) -> dict[str, Any]:
    """`{% choices items _("Response level") %}`: a filter as a row of links."""
    return {"items": items, "label": label}


@register.simple_tag(takes_context=True)
def address(context: Context, **changes: str | None) -> str:
    """`{% address theme="transport" cursor=None %}`: the present address with changes."""
    return address_with(context.get("request"), **changes)
