"""Entities of a tenant: a list with a map, one with its live values and their history, files to take away."""

from datetime import timedelta
from typing import cast
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from naves.domains.catalogue.models import Tenant
from naves.hub.bulk.downloads.choosing import FormatName
from naves.hub.bulk.downloads.formats import MEDIA
from naves.kernel.clock import now, today
from naves.kernel.errors import NotFound
from naves.web.design.formats import number
from naves.web.design.parts import Tab
from naves.web.hub.forms import EntityFilter
from naves.web.hub.live import Live, chosen
from naves.web.hub.pictures import chart_of, map_of
from naves.web.hub.shown import geometry_of, lines, name_of
from naves.web.hub.views.around import found, frame

ON_A_PAGE = 50
ON_THE_MAP = 1_000
IN_THE_TABLE = 48
DAYS = (1, 7, 31, 365)


@require_safe
def entities(request: HttpRequest, name: str) -> HttpResponse:
    """List entities; the map shows those of the same choice."""
    tenant, live = found(request, name)
    types = live.types()
    form = EntityFilter(request.GET, types=types)
    given = form.cleaned_data if form.is_valid() else {"type": "", "text": ""}
    selection = chosen(kind=given.get("type", ""), text=given.get("text", ""))
    page = max(_whole(request.GET.get("page", "1")), 1)
    found_page = live.entities(selection, offset=(page - 1) * ON_A_PAGE, limit=ON_A_PAGE)
    total = found_page.total or 0
    placed = live.entities(selection, offset=0, limit=ON_THE_MAP).docs
    context = {
        **frame(request, tenant, live, "entities", _("Entities")),
        "form": form,
        "rows": [_row(live, doc) for doc in found_page.docs],
        "total": total,
        "map": map_of((doc["id"], name_of(doc), geometry_of(doc)) for doc in placed),
        "on_the_map": ON_THE_MAP if total > ON_THE_MAP else 0,
        "pages": Paginator(range(total), ON_A_PAGE).get_page(page),
        "query": _query(type=given.get("type", ""), text=given.get("text", "")),
    }
    return render(request, "hub/entities.html", context)


def _row(live: Live, doc: dict[str, object]) -> dict[str, object]:
    values = [line for line in lines(live, doc) if line.is_number][:3]
    return {
        "id": doc["id"],
        "name": name_of(doc),
        "types": ", ".join(live.short(each) for each in cast("list[str]", doc["type"])),
        "values": values,
    }


@never_cache
@require_safe
def entity(request: HttpRequest, name: str) -> HttpResponse:
    """Show an entity as it is now; the page looks again every few seconds where scripts run."""
    tenant, live = found(request, name)
    urn = request.GET.get("id", "")
    doc = live.entity(urn)
    if doc is None:
        raise NotFound("entity", urn)
    shown = list(lines(live, doc))
    numbers = [line for line in shown if line.is_number]
    attribute = next((line for line in numbers if line.iri == request.GET.get("attribute")), None)
    attribute = attribute or next(iter(numbers), None)
    days = _whole(request.GET.get("days", "")) if request.GET.get("days") in {str(each) for each in DAYS} else 7
    since = int((now() - timedelta(days=days)).timestamp() * 1_000_000)
    samples = live.samples(urn, attribute.iri, since=since) if attribute else []
    context = {
        **frame(request, tenant, live, "entities", name_of(doc)),
        "urn": urn,
        "name": name_of(doc),
        "types": [live.short(each) for each in doc["type"]],
        "scopes": doc.get("scope", []),
        "lines": shown,
        "attribute": attribute,
        "days": days,
        "choices": [Tab(_days(each), _address(request, urn, attribute, each), current=each == days) for each in DAYS],
        "attributes": [
            Tab(each.name, _address(request, urn, each, days), current=each == attribute) for each in numbers
        ],
        "chart": chart_of(samples),
        "samples": list(reversed(samples[-IN_THE_TABLE:])),
        "all_samples": len(samples),
        "query": _query(text=urn),
    }
    return render(request, "hub/entity.html", context)


@require_safe
def download(request: HttpRequest, name: str, what: str, extension: str) -> StreamingHttpResponse:
    """Send the state or the history of what the reader may see."""
    tenant, live = found(request, name)
    if what not in {"entities", "history"} or extension not in MEDIA:
        raise NotFound("download", f"{what}.{extension}")
    selection = chosen(kind=request.GET.get("type", ""), text=request.GET.get("text", ""))
    parts = live.download(selection, cast("FormatName", extension), history=what == "history")
    response = StreamingHttpResponse(parts, content_type=MEDIA[extension])
    response["Content-Disposition"] = f'attachment; filename="{_file_name(tenant, what)}.{extension}"'
    return response


def _file_name(tenant: Tenant, what: str) -> str:
    return f"{tenant.name}-{what}-{today().isoformat()}"


def _address(request: HttpRequest, urn: str, attribute: object, days: int) -> str:
    query = request.GET.copy()
    query["id"], query["days"] = urn, str(days)
    query["attribute"] = getattr(attribute, "iri", "")
    return f"{request.path}?{query.urlencode()}"


def _days(days: int) -> str:
    return f"{number(days)} {ngettext('day', 'days', days)}"


def _query(**given: str) -> str:
    wanted = {name: value for name, value in given.items() if value}
    return f"?{urlencode(wanted)}" if wanted else ""


def _whole(text: str) -> int:
    return int(text) if text.isdigit() and len(text) < 9 else 0  # noqa: PLR2004
