"""The page of a dataset."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_safe

from naves.domains.catalogue.enums import Holder
from naves.domains.catalogue.models import Dataset, Distribution
from naves.domains.catalogue.queries.estate import public_standing
from naves.domains.catalogue.queries.quality import report_of
from naves.domains.catalogue.queries.records import DatasetDetail, dataset_detail
from naves.domains.catalogue.queries.society import posts_of, reuses_of
from naves.domains.catalogue.rules.vocabulary import LICENCES
from naves.kernel.clock import today
from naves.web.catalogue import looks, trails
from naves.web.catalogue.records.forms import PostForm
from naves.web.design.acting import actor_of
from naves.web.design.formats import day
from naves.web.design.parts import Fact


@dataclass(frozen=True, slots=True)
class Part:
    """A distribution as the page shows it."""

    part: Distribution
    name: str
    href: str
    is_service: bool
    licence: str


@require_safe
def dataset(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Show the record with its data, its quality, what was built on it and what people ask."""
    actor = actor_of(request)
    detail = dataset_detail(actor, dataset_id)
    shown = detail.dataset
    standing, holder = public_standing(shown, today())
    report = report_of(shown, detail.distributions, today())
    context = {
        "breadcrumbs": trails.of_dataset(shown),
        "dataset": shown,
        "detail": detail,
        "title": looks.title_of(shown),
        "description": looks.description_of(shown),
        "actions": {str(action) for action in detail.actions},
        "tabs": trails.dataset_tabs(request, shown),
        "status": looks.STATUSES[shown.status],
        "stage": looks.stage_look(standing),
        "holder": str(Holder(holder).label) if holder else "",
        "themes": [looks.named_code("theme", code) for code in shown.themes],
        "facts": facts_of(detail),
        "parts": [shown_part(part) for part in detail.distributions],
        "report": report,
        "reuses": reuses_of(actor, shown),
        "posts": posts_of(actor, shown),
        "post_form": PostForm(),
    }
    return render(request, "catalogue/dataset.html", context)


def shown_part(part: Distribution) -> Part:
    """Return a distribution as pages show it."""
    is_service = part.service is not None
    name = part.title_cs or (part.service.title_cs if part.service is not None else "") or _("Data file")
    href = part.service.endpoint_url if part.service is not None else part.download_url or part.access_url
    if part.file:
        href = reverse("files:download", args=[part.pk])
    return Part(part, name, href, is_service, LICENCES.get(part.licence, part.licence))


def facts_of(detail: DatasetDetail) -> list[Fact]:
    """Return what is known of the dataset."""
    shown: Dataset = detail.dataset
    facts = [Fact(_("Owner"), shown.owner.name, reverse("organisations:organisation", args=[shown.owner_id]))]
    if shown.frequency:
        facts.append(Fact(_("How often the data change"), looks.named_code("frequency", shown.frequency)))
    if shown.modified_on:
        facts.append(Fact(_("Day of the newest data"), day(shown.modified_on)))
    if shown.temporal_from or shown.temporal_to:
        facts.append(Fact(_("Time covered"), f"{day(shown.temporal_from)} – {day(shown.temporal_to)}"
                          if shown.temporal_from and shown.temporal_to
                          else day(shown.temporal_from or shown.temporal_to)))  # fmt: skip
    if shown.place is not None:
        facts.append(Fact(_("Territory"), shown.place.name, reverse("places:place", args=[shown.place.code])))
    if shown.hvd_categories:
        named = ", ".join(looks.named_code("hvd", code) for code in shown.hvd_categories)
        facts.append(Fact(_("High-value dataset"), named))
    if shown.series is not None:
        facts.append(Fact(_("Series"), shown.series.title_cs))
    if shown.version:
        facts.append(Fact(pgettext("dataset", "Version"), shown.version))
    if shown.contact_email or shown.contact_name:
        address = f"mailto:{shown.contact_email}" if shown.contact_email else ""
        facts.append(Fact(_("Contact"), shown.contact_name or shown.contact_email, address))
    if shown.documentation:
        facts.append(Fact(_("Documentation"), shown.documentation, shown.documentation))
    facts.append(Fact(_("Identifier"), shown.source_iri or shown.iri))
    return facts
