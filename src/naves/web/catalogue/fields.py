"""Fields that several forms of the catalogue share."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as translated
from django.utils.translation import gettext_lazy as _

Choices = list[tuple[str, str]]


def listed(known: Iterable[tuple[str, str]], empty: object = None) -> Choices:
    """Return the choices of a list in the reader's language, after an empty one where one is given."""
    first = [] if empty is None else [("", str(empty))]
    return [*first, *((code, translated(name)) for code, name in known)]


class WordsField(forms.CharField):
    """Several words or phrases, divided by commas; cleaned to a tuple."""

    def __init__(self, **options: Any) -> None:
        """Say how to divide them."""
        options.setdefault("help_text", _("Divide them by commas."))
        super().__init__(**options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Divide the text."""
        text = super().clean(value)
        return tuple(word for part in text.split(",") if (word := " ".join(part.split())))

    def prepare_value(self, value: Any) -> Any:
        """Show a list as people write it."""
        return ", ".join(value) if isinstance(value, list | tuple) else value


class LinesField(forms.CharField):
    """Several addresses, each on a line of its own; cleaned to a tuple."""

    def __init__(self, **options: Any) -> None:
        """Say how to divide them."""
        options.setdefault("help_text", _("Each on a line of its own."))
        options.setdefault("widget", forms.Textarea(attrs={"rows": 2}))
        super().__init__(**options)

    def clean(self, value: Any) -> tuple[str, ...]:
        """Divide the text."""
        text = super().clean(value)
        return tuple(stripped for line in text.splitlines() if (stripped := line.strip()))

    def prepare_value(self, value: Any) -> Any:
        """Show a list line by line."""
        return "\n".join(value) if isinstance(value, list | tuple) else value


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))


class EmptyForm(forms.Form):
    """A question with nothing to fill in."""
