"""Refusals of the domains, told beside the form fields that they concern."""

from django.forms import BaseForm
from django.utils.translation import gettext

from naves.kernel.errors import Problem, Refused


def sentence(problem: Problem) -> str:
    """Return what is wrong and how to mend it, in the reader's language."""
    return f"{problem.text(gettext)} {problem.remedy_text(gettext)}".strip()


def show_problems(form: BaseForm, refusal: Refused) -> None:
    """Add each problem to its field of ``form``, or to the form where it has no such field."""
    for problem in refusal.problems:
        form.add_error(problem.field if problem.field in form.fields else None, sentence(problem))
