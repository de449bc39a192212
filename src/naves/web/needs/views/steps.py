"""Steps of a need's lifecycle: each asks once, with what will follow."""

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django.views.decorators.http import require_http_methods

from naves.domains.needs import operations
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.permissions import KIND, Action, require
from naves.domains.needs.queries import get_need
from naves.domains.needs.rules.lifecycle import step_problem
from naves.domains.organisations.access import Actor
from naves.kernel.clock import now
from naves.kernel.errors import NotAllowed, Refused
from naves.web.design.problems import show_problems
from naves.web.design.words import Text
from naves.web.needs.forms.steps import ReasonForm
from naves.web.needs.views.pages import posted, trail


@dataclass(frozen=True, slots=True)
class Step:
    """How a step asks and what it says when done."""

    action: Action
    to_status: NeedStatus
    operation: Callable[..., Need]
    heading: Text
    question: Text
    consequences: Sequence[Text]
    submit: Text
    done: Text
    reason: Text
    help_text: Text = ""
    reason_required: bool = False
    danger: bool = False


PUBLISH: Final = Step(
    Action.PUBLISH,
    NeedStatus.PUBLISHED,
    operations.publish,
    heading=_("Publish the need"),
    question=_("Publish “%(title)s”?"),
    consequences=(
        _("Everybody will be able to read it, with its evidence."),
        _("It will count in the figures of the town from today on."),
    ),
    submit=_("Publish"),
    done=_("The need was published."),
    reason=_("Note for those who follow it"),
)
ANSWER: Final = Step(
    Action.ANSWER,
    NeedStatus.ANSWERED,
    operations.answer,
    heading=_("Mark the need as answered"),
    question=_("Is “%(title)s” answered?"),
    consequences=(
        _("Everyone who follows it will hear of it."),
        _("Its level of response does not change: only a confirmed response with evidence does that."),
    ),
    submit=_("Mark as answered"),
    done=_("The need was marked as answered."),
    reason=_("What answered it?"),
    help_text=_("A sentence for those who voiced it."),
)
REOPEN: Final = Step(
    Action.REOPEN,
    NeedStatus.PUBLISHED,
    operations.reopen,
    heading=_("Open the need again"),
    question=_("Does the answer to “%(title)s” not hold?"),
    consequences=(_("The need will be open again; everyone who follows it will hear of it."),),
    submit=_("Open again"),
    done=_("The need is open again."),
    reason=_("Why does the answer not hold?"),
)
WITHDRAW: Final = Step(
    Action.WITHDRAW,
    NeedStatus.WITHDRAWN,
    operations.withdraw,
    heading=_("Withdraw the need"),
    question=_("Withdraw “%(title)s”?"),
    consequences=(
        _("It will keep its address and show the reason."),
        _("It will no longer count in the figures from today on; earlier figures do not change."),
    ),
    submit=_("Withdraw"),
    done=_("The need was withdrawn."),
    reason=pgettext_lazy("withdrawing a need", "Reason"),
    help_text=_("Everyone who follows the need will read it."),
    reason_required=True,
    danger=True,
)


def _view(step: Step) -> Callable[[HttpRequest, uuid.UUID], HttpResponse]:
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, need_id: uuid.UUID) -> HttpResponse:
        actor: Actor = request.actor  # type: ignore[attr-defined]
        need = get_need(actor, need_id)
        _check(actor, step, need)
        form = ReasonForm(
            posted(request),
            initial={"version": need.version},
            label=step.reason,
            help_text=step.help_text,
            required=step.reason_required,
        )
        if request.method == "POST" and form.is_valid() and _taken(step, form, actor, need):
            messages.success(request, str(step.done))
            return redirect("needs:need", need.pk)
        return render(request, "design/confirm.html", _context(step, form, need))

    return view


def _check(actor: Actor, step: Step, need: Need) -> None:
    """Refuse before asking: those who may not, then what cannot be."""
    if actor.is_anonymous:
        raise NotAllowed(step.action.value, KIND)
    problem = step_problem(NeedStatus(need.status), step.to_status)
    if problem is not None:
        raise Refused(problem)
    require(actor, step.action, need)


def _taken(step: Step, form: ReasonForm, actor: Actor, need: Need) -> bool:
    said = form.cleaned_data
    try:
        step.operation(actor=actor, at=now(), need=need, version=said["version"], reason=said["reason"])
    except Refused as refusal:
        show_problems(form, refusal)
        return False
    return True


def _context(step: Step, form: ReasonForm, need: Need) -> dict[str, object]:
    return {
        "breadcrumbs": trail(need, str(step.heading)),
        "heading": step.heading,
        "question": step.question % {"title": need.title},
        "consequences": step.consequences,
        "form": form,
        "submit": step.submit,
        "danger": step.danger,
        "cancel": reverse("needs:need", args=[need.pk]),
    }


publish, answer, reopen, withdraw = (_view(step) for step in (PUBLISH, ANSWER, REOPEN, WITHDRAW))
