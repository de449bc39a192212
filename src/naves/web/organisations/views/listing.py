"""The list of organisations, narrowed and downloaded."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naves.domains.organisations.permissions import Action, may
from naves.domains.organisations.queries import OrganisationFilter, organisation_list, organisations_for_export
from naves.domains.strategies.queries.owning import owned_in_force
from naves.kernel.clock import today
from naves.kernel.tables import Column
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.organisations.forms import FilterForm

COLUMNS = [
    Column("name"),
    Column("kind"),
    Column("ico"),
    Column("place_code"),
    Column("place"),
    Column("website"),
    Column("description"),
]


@require_safe
def organisations(request: HttpRequest) -> HttpResponseBase:
    """Show who takes part."""
    form = FilterForm(request.GET)
    form.is_valid()
    data = form.cleaned_data
    by = OrganisationFilter(kind=data.get("kind") or None, place=data.get("place"), text=data.get("text", ""))
    if name := exports.wanted(request):
        return exports.download(name, name="organisations", columns=COLUMNS, rows=_rows(by))
    page = organisation_list(by, cursor=request.GET.get("cursor"))
    strategies = owned_in_force([organisation.pk for organisation in page.items], today())
    context = {
        "form": form,
        "page": page,
        "rows": [(organisation, strategies.get(organisation.pk, 0)) for organisation in page.items],
        "is_narrowed": any(form.data.get(name) for name in form.fields),
        "may_create": may(actor_of(request), Action.CREATE),
    }
    return render(request, "organisations/list.html", context)


def _rows(by: OrganisationFilter) -> Iterator[dict[str, object]]:
    for organisation in organisations_for_export(by):
        place = organisation.place
        yield {
            "name": organisation.name,
            "kind": organisation.kind,
            "ico": organisation.ico,
            "place_code": place.code if place else None,
            "place": place.name if place else None,
            "website": organisation.website,
            "description": organisation.description,
        }
