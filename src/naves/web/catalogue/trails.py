"""Breadcrumbs and the tabs that pages of one owner or of one dataset share."""

import uuid

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from naves.domains.catalogue import permissions
from naves.domains.catalogue.models import Dataset
from naves.domains.catalogue.record_permissions import Action, may
from naves.domains.organisations.models import Organisation
from naves.web.catalogue.looks import title_of
from naves.web.design.acting import actor_of
from naves.web.design.parts import Tab

Trail = list[tuple[str, str]]


def of_owner(owner: Organisation, *further: tuple[str, str]) -> Trail:
    """Return the breadcrumbs of an owner's pages."""
    start: Trail = [(_("Data"), reverse("catalogue:list"))]
    name = (owner.name, reverse("catalogue:estate", args=[owner.pk]) if further else "")
    return [*start, name, *further]


def of_dataset(dataset: Dataset, *further: tuple[str, str]) -> Trail:
    """Return the breadcrumbs of a dataset's pages."""
    start: Trail = [(_("Data"), reverse("catalogue:list"))]
    own = (title_of(dataset), reverse("catalogue:dataset", args=[dataset.pk]) if further else "")
    return [*start, own, *further]


def owner_tabs(request: HttpRequest, owner: Organisation) -> list[Tab]:
    """Return what an owner's people look at; others see only the public list."""
    tabs = [("who", _("Who has our data"))]
    if may(actor_of(request), Action.VIEW_ESTATE, owner_id=owner.pk):
        tabs = [("estate", _("Data estate")), ("board", _("Recovery board")), *tabs]
    return [_tab(request, name, label, owner.pk) for name, label in tabs]


def dataset_tabs(request: HttpRequest, dataset: Dataset) -> list[Tab]:
    """Return the views of a dataset that the reader may open."""
    actor = actor_of(request)
    tabs = [("dataset", pgettext("dataset", "Record"))]
    if may(actor, Action.VIEW_ESTATE, dataset):
        tabs += [("custody", _("Custody")), ("recovery", _("Recovery")), ("exit", _("Exit checklist"))]
    if permissions.may(actor, permissions.Action.SEE_GRANTS, dataset.owner_id):
        tabs.append(("grants", _("Rights of others")))
    return [_tab(request, name, label, dataset.pk) for name, label in tabs]


def _tab(request: HttpRequest, name: str, label: str, key: uuid.UUID) -> Tab:
    href = reverse(f"catalogue:{name}", args=[key])
    return Tab(label, href, current=request.path == href)
