"""The list of strategies, narrowed and downloaded."""

from collections.abc import Iterator
from itertools import islice

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from naves.domains.strategies.queries import StrategyFilter, StrategyItem, strategies_for_export, strategy_list
from naves.domains.strategies.queries.choosing import covered_places, owners_for
from naves.domains.strategies.queries.lists import Standing
from naves.kernel.clock import today
from naves.kernel.tables import Column, Kind
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.units import UnitField
from naves.web.design.versions import version_look

STANDINGS = [
    ("", _("all")),
    (Standing.IN_FORCE, _("in force")),
    (Standing.DRAFT, _("being prepared")),
    (Standing.OVER, _("expired or withdrawn")),
]
COLUMNS = [
    Column("identifier"),
    Column("title"),
    Column("owner"),
    Column("version", Kind.INTEGER),
    Column("status"),
    Column("in_force_from", Kind.DATE),
    Column("in_force_to", Kind.DATE),
    Column("places"),
    Column("goals", Kind.INTEGER),
    Column("measures", Kind.INTEGER),
    Column("answered_needs", Kind.INTEGER),
    Column("url"),
]
EXPORTED_AT_ONCE = 200


class FilterForm(forms.Form):
    """What the list may be narrowed by."""

    text = forms.CharField(label=_("Words of the title"), required=False, max_length=200)
    place = UnitField(label=_("Covers the place"), required=False)
    standing = forms.ChoiceField(label=_("Validity"), choices=STANDINGS, required=False)


@require_safe
def strategies(request: HttpRequest) -> HttpResponseBase:
    """Show the strategies that the reader may see."""
    actor, day = actor_of(request), today()
    form = FilterForm(request.GET)
    form.is_valid()
    by = _filter_of(form)
    if name := exports.wanted(request):
        rows = _rows(strategies_for_export(actor, day, by))
        return exports.download(name, name="strategies", columns=COLUMNS, rows=rows)
    page = strategy_list(actor, day, by, cursor=request.GET.get("cursor"))
    places = covered_places([item.version.pk for item in page.items])
    shown = [
        {"item": item, "look": version_look(item.version, day), "places": places.get(item.version.pk, [])}
        for item in page.items
    ]
    context = {
        "form": form,
        "page": page,
        "rows": shown,
        "is_narrowed": any(form.data.get(name) for name in form.fields),
        "may_create": owners_for(actor).exists() if not actor.is_anonymous else False,
    }
    return render(request, "strategies/list.html", context)


def _filter_of(form: FilterForm) -> StrategyFilter:
    data = form.cleaned_data
    standing = Standing(data["standing"]) if data.get("standing") else None
    return StrategyFilter(text=data.get("text", ""), place=data.get("place"), standing=standing)


def _rows(items: Iterator[StrategyItem]) -> Iterator[dict[str, object]]:
    while chunk := list(islice(items, EXPORTED_AT_ONCE)):
        places = covered_places([item.version.pk for item in chunk])
        for item in chunk:
            yield {
                "identifier": item.strategy.identifier,
                "title": item.strategy.title,
                "owner": item.strategy.owner.name,
                "version": item.version.number,
                "status": item.version.status,
                "in_force_from": item.version.in_force_from,
                "in_force_to": item.version.in_force_to,
                "places": ", ".join(place.code for place in places.get(item.version.pk, [])),
                "goals": item.counts.goals,
                "measures": item.counts.measures,
                "answered_needs": item.counts.answered_needs,
                "url": item.strategy.url,
            }
