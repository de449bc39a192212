"""Sources: the list, one of them, a new one with a look at its first records."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from naves.adapters.harvest.preview import Preview, preview_of
from naves.domains.catalogue.harvest_permissions import KIND, Action, may, require
from naves.domains.catalogue.models import HarvestSource
from naves.domains.catalogue.operations.harvesting.sources import FILE, add_source, edit_source
from naves.domains.catalogue.queries import harvesting as queries
from naves.domains.organisations.queries import get_organisation
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed
from naves.web.design.acting import actor_of, attempt, sent
from naves.web.harvest.forms import ReadingForm, SourceForm, present
from naves.web.harvest.looks import look_of, source_facts

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """Show the sources that the reader may see."""
    actor = actor_of(request)
    rows = queries.sources_of(actor)
    may_add = bool(queries.harvesting_organisations(actor))
    if actor.is_anonymous:
        raise NotAllowed(Action.SEE, KIND)
    context = {
        "breadcrumbs": [(_("Data"), reverse("catalogue:list")), (_("Harvesting"), "")],
        "rows": [(row, look_of(row.last.status) if row.last else None) for row in rows],
        "asking": [(row.source, row.asking) for row in rows if row.asking],
        "may_add": may_add,
    }
    return render(request, "harvest/list.html", context)


@require_safe
def source(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Show one source and its runs."""
    actor = actor_of(request)
    shown = queries.get_source(actor, source_id)
    runs = queries.runs_of(shown)
    is_file = shown.url.startswith(FILE)
    context = {
        "breadcrumbs": _trail((shown.title, "")),
        "source": shown,
        "facts": source_facts(shown),
        "runs": [(run, look_of(run.status)) for run in runs],
        "may_run": may(actor, Action.RUN, shown.organisation_id) and not is_file,
        "may_edit": may(actor, Action.MANAGE, shown.organisation_id),
    }
    return render(request, "harvest/source.html", context)


@require_http_methods(GET_OR_POST)
def new(request: HttpRequest) -> HttpResponse:
    """Add a source, or only look at its first records."""
    actor = actor_of(request)
    organisations = queries.harvesting_organisations(actor)
    if not organisations:
        raise NotAllowed(Action.MANAGE, KIND)
    form = SourceForm(sent(request), organisations=organisations)
    preview: Preview | None = None
    if request.method == "POST" and "test" in request.POST and form.is_valid():
        values, owner = form.source(), get_organisation(uuid.UUID(form.cleaned_data["organisation"]))
        require(actor, Action.MANAGE, owner.pk)
        preview = preview_of(values.url, values.reader, states_terms=values.states_terms, owner=owner.name)
    elif request.method == "POST":
        added = attempt(form, lambda: _add(request, form))
        if added is not None:
            messages.success(request, _("The source was added. Start it now, or wait for its time."))
            return redirect("harvest:source", added.pk)
    context = {
        "breadcrumbs": _trail((_("New source"), "")),
        "form": form,
        "preview": preview,
        "cancel": reverse("harvest:list"),
    }
    return render(request, "harvest/new.html", context, status=422 if form.errors else 200)


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, source_id: uuid.UUID) -> HttpResponse:
    """Change how a source is read."""
    actor = actor_of(request)
    shown = queries.get_source(actor, source_id)
    require(actor, Action.MANAGE, shown.organisation_id)
    form = ReadingForm(sent(request), initial=present(shown))
    if request.method == "POST":
        done = attempt(form, lambda: _edit(request, shown, form))
        if done is not None:
            messages.success(request, _("The source was changed."))
            return redirect("harvest:source", shown.pk)
    context: dict[str, Any] = {
        "breadcrumbs": _trail((shown.title, reverse("harvest:source", args=[shown.pk])), (_("Change"), "")),
        "form": form,
        "heading": _("How to read the source"),
        "submit": _("Save"),
        "cancel": reverse("harvest:source", args=[shown.pk]),
    }
    return render(request, "design/form_page.html", context, status=422 if form.errors else 200)


def _add(request: HttpRequest, form: SourceForm) -> HarvestSource:
    owner = get_organisation(uuid.UUID(form.cleaned_data["organisation"]))
    return add_source(actor=actor_of(request), at=now(), organisation=owner, values=form.source())


def _edit(request: HttpRequest, shown: HarvestSource, form: ReadingForm) -> HarvestSource:
    values = form.values(url=shown.url, reader=shown.schedule.reader)
    return edit_source(actor=actor_of(request), at=now(), source=shown, values=values)


def _trail(*further: tuple[str, str]) -> list[tuple[str, str]]:
    return [(_("Data"), reverse("catalogue:list")), (_("Harvesting"), reverse("harvest:list")), *further]
