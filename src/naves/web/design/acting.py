"""One way from a form to a deed of a domain: who acts, what was refused, where to go next."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from naves.domains.organisations.access import Actor
from naves.kernel.errors import Refused
from naves.web.design.problems import show_problems

T = TypeVar("T")
UNPROCESSABLE = 422


def actor_of(request: HttpRequest) -> Actor:
    """Return on whose behalf the request acts."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent with, even where it is empty; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def attempt(form: BaseForm, act: Callable[[], T], *, names: Mapping[str, str] | None = None) -> T | None:
    """Return what ``act`` made, or None: the form is invalid, or the domain's refusal now stands beside its fields.

    ``names`` maps fields of the domain to those of the form where they differ.
    """
    if not form.is_valid():
        return None
    try:
        return act()
    except Refused as refusal:
        show_problems(form, refusal, names)
        return None


def form_page(
    request: HttpRequest, form: BaseForm, *, template: str = "design/form_page.html", **context: Any
) -> HttpResponse:
    """Return the page of a form; context: heading, lead, submit, cancel, breadcrumbs and what the template asks for."""
    status = UNPROCESSABLE if form.errors else 200
    return render(request, template, {"form": form, **context}, status=status)
