"""Where a check begins: a strategy that is here, or one that somebody sends."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from naves.domains.organisations.access import Actor
from naves.domains.strategies.queries import StrategyFilter, strategy_list
from naves.domains.strategies.queries.choosing import owners_for
from naves.kernel.clock import today
from naves.web.check.forms import SendForm
from naves.web.design.acting import actor_of
from naves.web.design.versions import version_look


class FindForm(forms.Form):
    """Words of the title."""

    text = forms.CharField(label=gettext_lazy("Words of the title"), required=False, max_length=200)


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Offer strategies to check, and a form for those who may write a new one."""
    actor = actor_of(request)
    initial = {"strategy": request.GET["strategy"]} if "strategy" in request.GET else {}
    form = SendForm(actor=actor, initial=initial) if may_send(actor) else None
    return page(request, form)


def page(request: HttpRequest, form: SendForm | None, **more: object) -> HttpResponse:
    """Return the page, again after a form that was refused."""
    find = FindForm(request.GET)
    find.is_valid()
    by = StrategyFilter(text=find.cleaned_data.get("text", ""))
    found = strategy_list(actor_of(request), today(), by, cursor=request.GET.get("cursor"), limit=15)
    context = {
        "form": form,
        "find": find,
        "page": found,
        "rows": [(item, version_look(item.version, today())) for item in found.items],
        "is_narrowed": bool(by.text),
        "breadcrumbs": [(_("Strategies"), reverse("strategies:list")), (_("Strategy check"), "")],
        **more,
    }
    has_failed = (form is not None and form.errors) or more.get("problems")
    return render(request, "check/start.html", context, status=422 if has_failed else 200)


def may_send(actor: Actor) -> bool:
    """Whether the reader may write a strategy for somebody."""
    return not actor.is_anonymous and owners_for(actor).exists()
