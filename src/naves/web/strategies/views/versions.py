"""Making strategies and their versions, and deciding about them."""

import uuid
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from naves.domains.organisations.access import Actor
from naves.domains.strategies import operations
from naves.domains.strategies.models import StrategyVersion
from naves.domains.strategies.permissions import Action, require
from naves.domains.strategies.queries import get_version
from naves.domains.strategies.queries.choosing import owners_for
from naves.kernel.clock import now, today
from naves.kernel.errors import NotAllowed
from naves.web.design.acting import actor_of, attempt, form_page, sent
from naves.web.strategies import trails
from naves.web.strategies.forms import (
    EmptyForm,
    PeriodForm,
    PlacesForm,
    ReasonForm,
    RenameForm,
    StrategyForm,
    VersionForm,
    places_initial,
    version_initial,
)

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_http_methods(GET_OR_POST)
def create(request: HttpRequest) -> HttpResponse:
    """Write down a new strategy; it begins as a draft."""
    actor = actor_of(request)
    owners = owners_for(actor)
    if not owners.exists():
        raise NotAllowed(Action.CREATE.value, "strategy")
    form = StrategyForm(sent(request), owners=owners, initial={"in_force_from": today()})
    if request.method == "POST":
        draft = attempt(form, lambda: _create(actor, form))
        if draft is not None:
            messages.success(request, _("The strategy is written down as a draft. Add its goals and measures."))
            return redirect(trails.address_of(draft))
    return form_page(
        request,
        form,
        heading=_("New strategy"),
        lead=_("It begins as a draft that only your organisation and the ministry see."),
        submit=_("Write the strategy down"),
        cancel=reverse("strategies:list"),
        breadcrumbs=trails.of_list((_("New strategy"), "")),
    )


def _create(actor: Actor, form: StrategyForm) -> StrategyVersion:
    return operations.create_strategy(
        actor=actor,
        at=now(),
        owner=form.cleaned_data["owner"],
        strategy=form.strategy_values(),
        version=form.version_values(),
        places=form.cleaned_data["places"],
    )


@require_http_methods(GET_OR_POST)
def rename(request: HttpRequest, strategy_id: uuid.UUID) -> HttpResponse:
    """Change the title and the address of the document."""
    shown = _version_for(request, strategy_id, None, Action.RENAME)
    form = RenameForm(sent(request), initial={"title": shown.strategy.title, "url": shown.strategy.url})
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.rename_strategy(
                actor=actor_of(request),
                at=now(),
                version=shown,
                title=form.cleaned_data["title"],
                url=form.cleaned_data["url"],
            ),
        )
        if done is not None:
            messages.success(request, _("The title and the address were changed."))
            return redirect("strategies:strategy", strategy_id)
    return _form(request, form, shown, heading=_("Title and document"))


@require_http_methods(GET_OR_POST)
def new_version(request: HttpRequest, strategy_id: uuid.UUID) -> HttpResponse:
    """Begin the next version as a copy of the latest."""
    shown = _version_for(request, strategy_id, None, Action.NEW_VERSION)
    initial: dict[str, date | None] = {"in_force_from": today(), "in_force_to": shown.in_force_to}
    form = PeriodForm(sent(request), initial=initial)
    if request.method == "POST":
        draft = attempt(
            form,
            lambda: operations.new_version(
                actor=actor_of(request),
                at=now(),
                strategy=shown.strategy,
                in_force_from=form.cleaned_data["in_force_from"],
                in_force_to=form.cleaned_data["in_force_to"],
            ),
        )
        if draft is not None:
            messages.success(
                request, _("The draft holds everything that the latest version says. Change what differs.")
            )
            return redirect(trails.address_of(draft))
    return _form(
        request,
        form,
        shown,
        heading=_("New version"),
        lead=_(
            "The draft takes over goals, measures, indicators and places; "
            "the version in force stays until the draft is approved."
        ),
        submit=_("Begin the draft"),
    )


@require_http_methods(GET_OR_POST)
def edit(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Change the period and the summary of a draft."""
    draft = _version_for(request, strategy_id, number, Action.EDIT)
    form = VersionForm(sent(request), initial=version_initial(draft))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.edit_version(
                actor=actor_of(request), at=now(), version=draft, values=form.version_values()
            ),
        )
        if done is not None:
            messages.success(request, _("The draft was changed."))
            return redirect(trails.address_of(done))
    return _form(request, form, draft, heading=_("Period and summary"))


@require_http_methods(GET_OR_POST)
def places(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Say which places a draft covers."""
    draft = _version_for(request, strategy_id, number, Action.EDIT)
    form = PlacesForm(sent(request), initial=places_initial(draft))
    form.fields["places"].required = False
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.set_covered_places(
                actor=actor_of(request), at=now(), version=draft, places=form.cleaned_data["places"]
            ),
        )
        if done is not None:
            messages.success(request, _("The covered places were changed."))
            return redirect(trails.address_of(done))
    return _form(request, form, draft, heading=_("Covered places"))


@require_http_methods(GET_OR_POST)
def approve(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Put a draft into force."""
    draft = _version_for(request, strategy_id, number, Action.APPROVE)
    form = EmptyForm(sent(request))
    if request.method == "POST":
        done = attempt(form, lambda: operations.approve_version(actor=actor_of(request), at=now(), version=draft))
        if done is not None:
            messages.success(request, _("The version was approved."))
            return redirect(trails.address_of(done))
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Approve the version"),
        question=_("Shall version %(number)s of “%(title)s” be approved?")
        % {"number": draft.number, "title": draft.strategy.title},
        consequences=[
            _("Everybody will see it, and it can no longer be edited; changes take a new version."),
            _("The version before it ends today; its answers to needs go on where the new version still holds them."),
            _("From today its measures may answer needs."),
        ],
        submit=_("Approve"),
        cancel=trails.address_of(draft),
        breadcrumbs=trails.of_version(draft, (_("Approve the version"), "")),
    )


@require_http_methods(GET_OR_POST)
def withdraw(request: HttpRequest, strategy_id: uuid.UUID, number: int) -> HttpResponse:
    """Take a version out of force, or a draft off the table."""
    shown = _version_for(request, strategy_id, number, Action.WITHDRAW)
    form = ReasonForm(sent(request))
    if request.method == "POST":
        done = attempt(
            form,
            lambda: operations.withdraw_version(
                actor=actor_of(request), at=now(), version=shown, reason=form.cleaned_data["reason"]
            ),
        )
        if done is not None:
            messages.success(request, _("The version was withdrawn."))
            return redirect(trails.address_of(done))
    return form_page(
        request,
        form,
        template="design/confirm.html",
        heading=_("Withdraw the version"),
        question=_("Shall version %(number)s of “%(title)s” be withdrawn?")
        % {"number": shown.number, "title": shown.strategy.title},
        consequences=[
            _("From today it mentions and plans nothing; needs that only it answered will count as unanswered."),
            _("Money and results that were proved stay. Figures of earlier days do not change."),
        ],
        submit=_("Withdraw the version"),
        danger=True,
        cancel=trails.address_of(shown),
        breadcrumbs=trails.of_version(shown, (_("Withdraw the version"), "")),
    )


def _version_for(request: HttpRequest, strategy_id: uuid.UUID, number: int | None, action: Action) -> StrategyVersion:
    """Return the version if the reader may do ``action`` to it."""
    shown = get_version(actor_of(request), strategy_id, number)
    require(actor_of(request), action, shown)
    return shown


def _form(
    request: HttpRequest,
    form: PeriodForm | RenameForm | PlacesForm,
    shown: StrategyVersion,
    *,
    heading: str,
    lead: str = "",
    submit: str = "",
) -> HttpResponse:
    return form_page(
        request,
        form,
        heading=heading,
        lead=lead,
        submit=submit,
        cancel=trails.address_of(shown),
        breadcrumbs=trails.of_version(shown, (heading, "")),
    )
