"""Refusals of the domains, told beside the form fields that they concern."""

from collections.abc import Mapping

from django.forms import BaseForm
from django.utils.translation import gettext

from naves.kernel.errors import Problem, Refused


def sentence(problem: Problem) -> str:
    """Return what is wrong and how to mend it, in the reader's language."""
    return f"{problem.text(gettext)} {problem.remedy_text(gettext)}".strip()


def show_problems(form: BaseForm, refusal: Refused, names: Mapping[str, str] | None = None) -> None:
    """Add each problem to its field of ``form``, or to the form where it has no such field.

    ``names`` maps fields of the domain to those of the form where they differ.
    """
    renamed = names or {}
    for problem in refusal.problems:
        name = renamed.get(problem.field or "", problem.field or "")
        form.add_error(name if name in form.fields else None, sentence(problem))
