"""Which live data of the hub belong to a dataset: bound by type, freed again."""

import uuid
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from naves.domains.catalogue.models import Dataset, Tenant, TypeBinding
from naves.domains.catalogue.operations.bindings import bind_type, free_type
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.record_permissions import Action, require
from naves.kernel.clock import now
from naves.kernel.errors import NotFound
from naves.web.catalogue import looks, trails
from naves.web.catalogue.fields import EmptyForm
from naves.web.design.acting import actor_of, attempt, form_page, sent

GET_OR_POST = ["GET", "HEAD", "POST"]


class BindForm(forms.Form):
    """A tenant of the owner and a type in it."""

    tenant = forms.ChoiceField(label=gettext_lazy("Tenant of the hub"))
    type = forms.CharField(
        label=gettext_lazy("Type of entities"),
        max_length=700,
        help_text=gettext_lazy("The whole address, as in https://smartdatamodels.org/dataModel.Parking/ParkingSpot"),
    )

    def __init__(self, *args: Any, dataset: Dataset, **more: Any) -> None:
        """Offer the open tenants of the owner."""
        super().__init__(*args, **more)
        tenants = Tenant.objects.filter(owner=dataset.owner_id, closed_at=None)
        self.by_id = {str(tenant.pk): tenant for tenant in tenants}
        choice: Any = self.fields["tenant"]
        choice.choices = [(key, tenant.title) for key, tenant in self.by_id.items()]


@require_http_methods(GET_OR_POST)
def bind(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Say that entities of a type are data of the dataset; the hub becomes one of its services."""
    actor, dataset = actor_of(request), get_dataset(actor_of(request), dataset_id)
    require(actor, Action.BIND, dataset)
    form = BindForm(sent(request), dataset=dataset)
    if request.method == "POST":
        made = attempt(
            form,
            lambda: bind_type(
                actor=actor,
                at=now(),
                dataset=dataset,
                tenant=form.by_id[form.cleaned_data["tenant"]],
                entity_type=form.cleaned_data["type"],
            ),
        )
        if made is not None:
            messages.success(request, _("The live data now belong to the dataset."))
            return redirect("catalogue:grants", dataset.pk)
    return form_page(
        request,
        form,
        heading=_("Bind live data"),
        lead=looks.title_of(dataset),
        submit=_("Bind live data"),
        cancel=reverse("catalogue:grants", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Bind live data"), "")),
    )


@require_http_methods(GET_OR_POST)
def free(request: HttpRequest, binding_id: int) -> HttpResponse:
    """Take a type back from its dataset."""
    actor = actor_of(request)
    binding = TypeBinding.objects.select_related("dataset__owner", "tenant").filter(pk=binding_id).first()
    if binding is None:
        raise NotFound("type_binding", binding_id)
    require(actor, Action.BIND, binding.dataset)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: free_type(actor=actor, at=now(), binding=binding))
        if done is not None:
            messages.success(request, _("The live data were unbound."))
            return redirect("catalogue:grants", done.pk)
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Unbind the live data"),
        question=binding.type,
        consequences=[_("The rights to the dataset will no longer hold for them.")],
        submit=_("Unbind"),
        danger=True,
        cancel=reverse("catalogue:grants", args=[binding.dataset_id]),
        breadcrumbs=trails.of_dataset(binding.dataset, (_("Unbind the live data"), "")),
    )
