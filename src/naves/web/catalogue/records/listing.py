"""Finding data: a search with facets."""

from dataclasses import dataclass
from typing import Any, Final

from django import forms
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.queries.records import (
    DatasetFilter,
    dataset_list,
    facet_counts,
    owners_with_data,
)
from naves.domains.catalogue.queries.records import (
    datasets as find_datasets,
)
from naves.domains.organisations.enums import MemberRole
from naves.kernel.errors import gettext_noop
from naves.kernel.paging import Page
from naves.kernel.tables import Column, Kind
from naves.web.catalogue import looks
from naves.web.catalogue.records.found import identifiers
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.design.tags.links import address_with

FACETS: Final = {
    "theme": gettext_noop("Theme"),
    "format": gettext_noop("Format"),
    "keyword": gettext_noop("Keyword"),
    "hvd": gettext_noop("High-value dataset"),
}
# What the address calls a facet where its own name is taken: `?format=csv` is a download.
PARAMETERS: Final = {"format": "filetype"}
COLUMNS: Final = (
    Column("iri"),
    Column("title_cs"),
    Column("title_en"),
    Column("owner"),
    Column("status"),
    Column("themes"),
    Column("frequency"),
    Column("changed_on", Kind.DATE),
)


class SearchForm(forms.Form):
    """Words, the owner and the order."""

    q = forms.CharField(label=gettext_lazy("What data are you looking for?"), required=False, max_length=200)
    owner = forms.ChoiceField(label=gettext_lazy("Whose data"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        """Offer owners that show a dataset."""
        more.setdefault("auto_id", "filter_%s")
        super().__init__(*args, **more)
        self.by_id = {str(owner.pk): owner for owner in owners_with_data()}
        choice: Any = self.fields["owner"]
        choice.choices = [("", _("Everybody's")), *((key, owner.name) for key, owner in self.by_id.items())]


@dataclass(frozen=True, slots=True)
class Facet:
    """A value by which what was found can be narrowed."""

    label: str
    href: str
    count: int
    is_chosen: bool


@require_safe
def datasets(request: HttpRequest) -> HttpResponseBase:
    """Show or download the datasets that were found."""
    actor = actor_of(request)
    form = SearchForm(request.GET)
    form.is_valid()
    text = form.cleaned_data.get("q", "")
    owner = form.by_id.get(form.cleaned_data.get("owner") or "")
    chosen = {kind: value for kind in FACETS if (value := request.GET.get(PARAMETERS.get(kind, kind), ""))}
    by = DatasetFilter(
        text=text,
        owner_id=owner.pk if owner is not None else None,
        facets=chosen,
        identifiers=identifiers(actor, text),
        statuses=(RecordStatus.PUBLISHED,),
    )
    if name := exports.wanted(request):
        rows = (_row(dataset) for dataset in find_datasets(actor, by).iterator(chunk_size=500))
        return exports.download(name, name="datasets", columns=COLUMNS, rows=rows)
    sort = request.GET.get("sort", "")
    found = dataset_list(
        actor, by, sort="recent" if sort == "recent" else "title", cursor=request.GET.get("cursor") or None
    )
    counts = facet_counts(actor, by)
    context = {
        "breadcrumbs": [(_("Data"), "")],
        "form": form,
        "page": Page(found.items, found.next_cursor, found.total),
        "rows": [(dataset, looks.title_of(dataset), looks.description_of(dataset)) for dataset in found.items],
        "facets": [
            (_(label), [_facet(request, kind, item.value, item.count, chosen) for item in counts[kind]])
            for kind, label in FACETS.items()
            if counts[kind]
        ],
        "sort": sort,
        "is_narrowed": bool(text or owner or chosen),
        "enter": reverse("catalogue:choose_owner") if _may_enter(request) else "",
        "estates": reverse("catalogue:estates") if not actor.is_anonymous else "",
        "nation": reverse("catalogue:nation") if actor.is_analyst else "",
    }
    return render(request, "catalogue/list.html", context)


def _facet(request: HttpRequest, kind: str, value: str, count: int, chosen: dict[str, str]) -> Facet:
    is_chosen = chosen.get(kind) == value
    href = address_with(request, **{PARAMETERS.get(kind, kind): None if is_chosen else value, "cursor": None})
    return Facet(looks.named_code(kind, value), href, count, is_chosen)


def _may_enter(request: HttpRequest) -> bool:
    actor = actor_of(request)
    return any(grant.at_least(MemberRole.EDITOR) for grant in actor.grants)


def _row(dataset: Any) -> dict[str, object]:
    return {
        "iri": dataset.iri,
        "title_cs": dataset.title_cs,
        "title_en": dataset.title_en,
        "owner": dataset.owner.name,
        "status": dataset.status,
        "themes": " ".join(dataset.themes),
        "frequency": dataset.frequency,
        "changed_on": dataset.changed_at.date(),
    }
