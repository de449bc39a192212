"""The list of needs."""

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.needs.models import Need
from naves.domains.needs.queries import NeedPage, need_list, needs_for_export
from naves.domains.organisations.access import Actor
from naves.domains.strategies.queries import levels_of, unanswered_needs
from naves.kernel.clock import today
from naves.kernel.paging import Page
from naves.web.design import exports
from naves.web.needs.exporting import COLUMNS, rows_of
from naves.web.needs.forms.filters import NeedFilterForm

# What a sorted heading asks for → the order of the domain.
SORTS: dict[str, Any] = {"-date": "recent", "date": "oldest", "-people": "people", "people": "fewest_people"}
NOTHING = NeedPage([], None, 0, more_than_total=False)


@require_safe
def needs(request: HttpRequest) -> HttpResponseBase:
    """Show or download the needs that pass the filter."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    form = NeedFilterForm(request.GET)
    form.is_valid()
    below = form.cleaned_data.get("response")
    among = unanswered_needs(today(), below) if below else Need.objects.all()
    if name := exports.wanted(request):
        rows = rows_of(needs_for_export(actor, form.needs(), among=among), today())
        return exports.download(name, name="needs", columns=COLUMNS, rows=rows)
    sort = request.GET.get("sort", "")
    sort = sort if sort in SORTS else "-date"
    cursor = request.GET.get("cursor") or None
    found = (
        NOTHING
        if form.is_ambiguous
        else need_list(actor, form.needs(), sort=SORTS[sort], cursor=cursor, among=among if below else None)
    )
    levels = levels_of([item.need.pk for item in found.items], today())
    context = {
        "breadcrumbs": [(_("Needs"), "")],
        "form": form,
        "found": found,
        "rows": [(item, levels[item.need.pk]) for item in found.items],
        "page": Page(found.items, found.next_cursor, None if found.more_than_total else found.total),
        "sort": sort,
        "new": reverse("needs:new"),
        "place": form.unit,
    }
    return render(request, "needs/list.html", context)
