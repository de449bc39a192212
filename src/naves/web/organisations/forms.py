"""Forms of organisations and of those who act for them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.permissions import OFFICIAL, Action, may
from naves.domains.organisations.rules import LONGEST_NAME, OrganisationValues
from naves.domains.places.queries import place_label
from naves.web.design.units import UnitField


class FilterForm(forms.Form):
    """What the list may be narrowed by."""

    text = forms.CharField(label=_("Words of the name"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[("", _("all")), *OrganisationKind.choices])
    place = UnitField(label=_("Place"), required=False)


class OrganisationForm(forms.Form):
    """What an organisation says of itself."""

    kind = forms.ChoiceField(label=_("Kind"))
    name = forms.CharField(label=_("Name"), max_length=LONGEST_NAME)
    ico = forms.CharField(
        label=_("Identification number (IČO)"), required=False, max_length=8, help_text=_("Eight digits.")
    )
    place = UnitField(
        label=_("Place"),
        required=False,
        help_text=_("A municipality or a region governs it; others have their seat there."),
    )
    website = forms.URLField(label=_("Website"), required=False, assume_scheme="https")
    description = forms.CharField(
        label=_("Description"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("What it does and what it can offer to towns."),
    )

    def __init__(self, *args: Any, actor: Actor, organisation: Organisation | None = None, **kwargs: Any) -> None:
        """Offer the kinds that the one who asks may choose; kind and place of what is there stay as they are."""
        super().__init__(*args, **kwargs)
        is_free = may(actor, Action.CREATE_OFFICIAL)
        kinds = [kind for kind in OrganisationKind if is_free or kind not in OFFICIAL]
        if organisation is not None and not is_free:
            del self.fields["kind"], self.fields["place"]
        else:
            self.fields["kind"].choices = [(kind.value, kind.label) for kind in kinds]  # type: ignore[attr-defined]
        self.organisation = organisation

    def values(self) -> OrganisationValues:
        """Return what the operation takes."""
        data, known = self.cleaned_data, self.organisation
        place = data.get("place")
        return OrganisationValues(
            kind=data["kind"] if "kind" in data or known is None else known.kind,
            name=data["name"],
            ico=data["ico"],
            place_id=(place.pk if place else None) if "place" in self.fields or known is None else known.place_id,
            website=data["website"],
            description=data["description"],
        )


def organisation_initial(organisation: Organisation) -> dict[str, Any]:
    """Return an organisation as its form shows it."""
    place = place_label(organisation.place) if organisation.place is not None else ""
    names = ("kind", "name", "ico", "website", "description")
    return {**{name: getattr(organisation, name) for name in names}, "place": place}


ROLES = [
    (MemberRole.MEMBER, _("member – sees drafts of the organisation")),
    (MemberRole.EDITOR, _("editor – also writes needs, strategies and answers")),
    (MemberRole.MANAGER, _("manager – also approves strategies and lets others in")),
]


class RoleForm(forms.Form):
    """A role in an organisation."""

    role = forms.ChoiceField(label=_("Role"), choices=ROLES, widget=forms.RadioSelect)


class InviteForm(RoleForm):
    """Whom to let in."""

    email = forms.EmailField(label=_("E-mail address"))
    field_order = ["email", "role"]


class AcceptForm(forms.Form):
    """What somebody who was invited says of themselves."""

    name = forms.CharField(label=_("Your name"), max_length=200, widget=forms.TextInput({"autocomplete": "name"}))
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "new-password"}),
        help_text=_("At least 12 characters; several words in a row are easy to remember."),
    )


class ConsentForm(forms.Form):
    """A deed that asks for nothing but consent; what is refused stands above it."""
