"""Themes of a need: usually one; where there are more, the main theme takes what the others leave."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from naves.web.design.formats import percent
from naves.web.needs.forms.choices import theme_choices

FURTHER: Final = 2
HUNDRED: Final = Decimal(100)


class ThemesForm(forms.Form):
    """``further`` rows of a theme and its per cent; more of them where a need already has more."""

    theme = forms.ChoiceField(label=_("Theme"), choices=theme_choices(_("Choose a theme")))

    def add_further(self, count: int) -> None:
        """Add the fields of further themes; call before cleaning."""
        for row in range(2, 2 + max(count, FURTHER)):
            self.fields[f"theme_{row}"] = forms.ChoiceField(
                label=_("Another theme"), required=False, choices=theme_choices(_("none"))
            )
            self.fields[f"share_{row}"] = forms.DecimalField(
                label=_("Its share"),
                required=False,
                min_value=Decimal("0.1"),
                max_value=Decimal("99.9"),
                decimal_places=1,
                widget=forms.NumberInput(attrs={"step": "0.1", "inputmode": "decimal"}),
            )

    @property
    def further(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The rows of further themes, for the template."""
        return [(self[name], self[f"share_{name[6:]}"]) for name in self.fields if name.startswith("theme_")]

    @property
    def has_further(self) -> bool:
        """Whether a further theme is filled in or wrong, so that the disclosure opens."""
        return any(field.value() or field.errors for pair in self.further for field in pair)

    def shares(self) -> dict[str, Decimal]:
        """Return theme → share, the main one with the rest; complain about what does not fit."""
        further = dict(self._further())
        rest = HUNDRED - sum(further.values(), Decimal(0))
        main = self.cleaned_data.get("theme")
        if not main:
            return {}
        if rest <= 0:
            total = percent(float(sum(further.values())) / 100)
            self.add_error(
                "theme",
                _("The other themes take %(total)s, so nothing is left for the main one. Lower their shares.")
                % {"total": total},
            )
            return {}
        return {main: rest / HUNDRED, **{code: share / HUNDRED for code, share in further.items()}}

    def _further(self) -> Iterator[tuple[str, Decimal]]:
        seen = {self.cleaned_data.get("theme")}
        for theme, share in self.further:
            code, part = self.cleaned_data.get(theme.name), self.cleaned_data.get(share.name)
            if code and part is None and not share.errors:
                self.add_error(share.name, _("Say how many per cent of the need belong to this theme."))
            elif part is not None and not code:
                self.add_error(theme.name, _("Choose the theme that has this share, or delete the share."))
            elif code and code in seen:
                self.add_error(theme.name, _("This theme is already chosen. Choose another one, or none."))
            elif code and part is not None:
                seen.add(code)
                yield code, part


def initial_themes(shares: Mapping[str, Decimal]) -> dict[str, Any]:
    """Return what the fields hold for a need that has ``shares``: the largest first."""
    ordered = sorted(shares.items(), key=lambda item: (-item[1], item[0]))
    initial: dict[str, Any] = {}
    for row, (code, share) in enumerate(ordered, start=1):
        if row == 1:
            initial["theme"] = code
        else:
            initial |= {f"theme_{row}": code, f"share_{row}": format((share * HUNDRED).normalize(), "f")}
    return initial
