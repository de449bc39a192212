"""Tags that render form fields and the summary of what is wrong with them."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, widgets
from django.utils.translation import gettext

from naves.kernel.errors import Problem

register = template.Library()

# Widget → how it is laid out; the first match counts.
SHAPES: tuple[tuple[type[widgets.Widget], str], ...] = (
    (widgets.CheckboxSelectMultiple, "options"),
    (widgets.RadioSelect, "options"),
    (widgets.CheckboxInput, "checkbox"),
    (widgets.FileInput, "file"),
    (widgets.Select, "select"),
)


def shape_of(bound: BoundField) -> str:
    """Return the layout of a field: options, checkbox, file, select or input."""
    widget = bound.field.widget
    return next((shape for kind, shape in SHAPES if isinstance(widget, kind)), "input")


def described_by(bound: BoundField) -> str:
    """Return the ids of the field's help and errors, as `aria-describedby` wants them."""
    ids = [f"{bound.auto_id}_help"] if bound.help_text else []
    return " ".join([*ids, f"{bound.auto_id}_error"] if bound.errors else ids)


@register.inclusion_tag("design/parts/field.html")
def field(bound: BoundField, size: str = "", unit: str = "", row: bool = False) -> dict[str, Any]:
    """`{% field form.title %}`: label, help, control and errors.

    ``size``: s or l instead of the usual width. ``unit``: a word after the control. ``row``: options side by side.
    """
    shape = shape_of(bound)
    attributes: dict[str, Any] = {}
    described = described_by(bound)
    if described and shape != "options":
        attributes["aria-describedby"] = described
    if bound.errors and shape != "options":
        attributes["aria-invalid"] = "true"
    control = "" if shape == "options" else bound.as_widget(attrs=attributes)
    return {
        "bound": bound,
        "shape": shape,
        "control": control,
        "described": described,
        "options": list(bound) if shape == "options" else (),
        "size": size,
        "unit": unit,
        "row": row,
    }


@register.inclusion_tag("design/parts/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """`{% fields form %}`: all visible fields under each other, and the hidden ones."""
    return {"form": form}


@register.inclusion_tag("design/parts/error_summary.html")
def error_summary(form: BaseForm) -> dict[str, Any]:
    """`{% error_summary form %}`: what is wrong, each line leading to its field; nothing where all is well."""
    return {"form": form, "bad_fields": [bound for bound in form if bound.errors]}


@register.inclusion_tag("design/parts/problems.html")
def problems(items: Sequence[Problem]) -> dict[str, Any]:
    """`{% problems report.problems %}`: what is wrong, where, and how to mend it."""
    return {"items": items}


@register.filter
def wrong(problem: Problem) -> str:
    """`{{ problem|wrong }}`: what is wrong, in the reader's language."""
    return problem.text(gettext)


@register.filter
def remedy(problem: Problem) -> str:
    """`{{ problem|remedy }}`: how to mend it, in the reader's language; may be empty."""
    return problem.remedy_text(gettext)
