"""Following a dataset, what was built on it, and what people ask."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from naves.domains.catalogue.enums import PostStatus, ReuseStatus
from naves.domains.catalogue.operations import society
from naves.domains.catalogue.queries.records import get_dataset
from naves.domains.catalogue.queries.society import get_post, get_reuse
from naves.domains.catalogue.record_permissions import Action, require
from naves.kernel.clock import now
from naves.web.catalogue import trails
from naves.web.catalogue.records.forms import PostForm, ReuseForm
from naves.web.design.acting import actor_of, attempt, form_page, sent

GET_OR_POST = ["GET", "HEAD", "POST"]


@require_POST
def follow(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Follow a dataset, or stop."""
    actor = actor_of(request)
    dataset = get_dataset(actor, dataset_id)
    if "stop" in request.POST:
        society.unfollow(actor=actor, at=now(), dataset=dataset)
        messages.success(request, _("You no longer follow the dataset."))
    else:
        society.follow(actor=actor, at=now(), dataset=dataset)
        messages.success(request, _("You follow the dataset: you will hear when it changes."))
    return redirect("catalogue:dataset", dataset.pk)


@require_http_methods(GET_OR_POST)
def new_reuse(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Show what was built on the data."""
    actor = actor_of(request)
    dataset = get_dataset(actor, dataset_id)
    require(actor, Action.PROPOSE_REUSE, dataset)
    form = ReuseForm(sent(request))
    if request.method == "POST":
        made = attempt(
            form, lambda: society.propose_reuse(actor=actor, at=now(), dataset=dataset, values=form.values())
        )
        if made is not None:
            waits = made.status == ReuseStatus.WAITING
            messages.success(request, _("Thank you. The owner will look at it.") if waits else _("It was added."))
            return redirect("catalogue:dataset", dataset.pk)
    return form_page(
        request,
        form,
        heading=_("What did you build on the data?"),
        submit=_("Send"),
        cancel=reverse("catalogue:dataset", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Add a reuse"), "")),
    )


@require_http_methods(GET_OR_POST)
def write_post(request: HttpRequest, dataset_id: uuid.UUID) -> HttpResponse:
    """Ask about a dataset, or answer."""
    actor = actor_of(request)
    dataset = get_dataset(actor, dataset_id)
    require(actor, Action.DISCUSS, dataset)
    form = PostForm(sent(request), initial={"answers": request.GET.get("answers", "")})
    if request.method == "POST" and form.is_valid():
        answered = get_post(form.cleaned_data["answers"]) if form.cleaned_data["answers"] else None
        made = attempt(
            form,
            lambda: society.write_post(
                actor=actor, at=now(), dataset=dataset, text=form.cleaned_data["text"], answers=answered
            ),
        )
        if made is not None:
            waits = made.status == PostStatus.WAITING
            messages.success(request, _("Thank you. The owner will look at it.") if waits else _("It was added."))
            return redirect("catalogue:dataset", dataset.pk)
    return form_page(
        request,
        form,
        heading=_("Ask about the data"),
        submit=_("Send"),
        cancel=reverse("catalogue:dataset", args=[dataset.pk]),
        breadcrumbs=trails.of_dataset(dataset, (_("Ask about the data"), "")),
    )


@require_POST
def judge_reuse(request: HttpRequest, reuse_id: uuid.UUID) -> HttpResponse:
    """Show a reuse, or keep it back."""
    reuse = get_reuse(reuse_id)
    status = ReuseStatus.SHOWN if "show" in request.POST else ReuseStatus.REFUSED
    society.judge_reuse(actor=actor_of(request), at=now(), reuse=reuse, status=status)
    return redirect("catalogue:dataset", reuse.dataset_id)


@require_POST
def judge_post(request: HttpRequest, post_id: uuid.UUID) -> HttpResponse:
    """Show a post, or keep it back."""
    post = get_post(post_id)
    status = PostStatus.SHOWN if "show" in request.POST else PostStatus.HIDDEN
    society.judge_post(actor=actor_of(request), at=now(), post=post, status=status)
    return redirect("catalogue:dataset", post.dataset_id)
