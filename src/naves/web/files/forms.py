"""What a preview can be narrowed and drawn by."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naves.kernel.rowquery import TableColumn

OPERATORS = (
    ("contains", _("contains")),
    ("eq", pgettext_lazy("filter", "is")),
    ("ne", pgettext_lazy("filter", "is not")),
    ("lt", _("is less than")),
    ("le", _("is at most")),
    ("gt", _("is more than")),
    ("ge", _("is at least")),
)
FUNCTIONS = (
    ("count", _("number of rows")),
    ("sum", _("sum")),
    ("avg", _("mean")),
    ("min", _("least value")),
    ("max", _("greatest value")),
)
_ANY = ("", _("any column"))


class FilterForm(forms.Form):
    """One condition; without a column the text is looked for in all of them."""

    column = forms.ChoiceField(label=_("Column"), required=False)
    op = forms.ChoiceField(label=_("Condition"), required=False, choices=OPERATORS)
    value = forms.CharField(label=_("Value"), required=False, max_length=200)

    def __init__(self, *args: Any, columns: Sequence[TableColumn], **kwargs: Any) -> None:
        """Take the columns of the file."""
        super().__init__(*args, **kwargs)
        self.fields["column"].choices = [_ANY, *((one.name, one.name) for one in columns)]  # type: ignore[attr-defined]


class ChartForm(forms.Form):
    """What the chart shows: a figure of one column by the values of another."""

    x = forms.ChoiceField(label=_("By"), required=False)
    f = forms.ChoiceField(label=_("Figure"), required=False, choices=FUNCTIONS)
    y = forms.ChoiceField(label=_("Of the column"), required=False)

    def __init__(self, *args: Any, columns: Sequence[TableColumn], **kwargs: Any) -> None:
        """Take the columns of the file."""
        super().__init__(*args, **kwargs)
        numbers = [one for one in columns if one.kind in {"integer", "decimal"}]
        self.fields["x"].choices = [(one.name, one.name) for one in columns]  # type: ignore[attr-defined]
        self.fields["y"].choices = [("", "–"), *((one.name, one.name) for one in numbers)]  # type: ignore[attr-defined]
