"""Forms of tenants and of rights to their data."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from naves.domains.accounts.models import ApiToken
from naves.domains.accounts.queries import user_by_email
from naves.domains.catalogue.enums import GrantAction, SubjectKind
from naves.domains.catalogue.models import Tenant
from naves.domains.catalogue.queries.tenants import founding_organisations, programs_of
from naves.domains.catalogue.rules.grants import LONGEST_PURPOSE, GrantValues
from naves.domains.catalogue.rules.tenants import LONGEST_TITLE, TenantValues
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now
from naves.kernel.errors import NotFound
from naves.web.design.widgets import DayInput
from naves.web.hub.live import TypeCount


class TenantForm(forms.Form):
    """A new tenant."""

    owner = forms.ModelChoiceField(label=_("Owner"), queryset=Organisation.objects.none())
    name = forms.CharField(
        label=_("Name for programs"),
        max_length=50,
        help_text=_(
            "Small letters without accents, digits and underscores, such as “prague_air”. It cannot be changed."
        ),
    )
    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Offer the organisations that the one who asks manages; an administrator sees all."""
        super().__init__(*args, **kwargs)
        found = Organisation.objects.filter(closed_at=None).order_by("name_sort")
        if not actor.is_administrator:
            found = found.filter(pk__in=founding_organisations(actor))
        self.fields["owner"].queryset = found  # type: ignore[attr-defined]

    def values(self) -> TenantValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return TenantValues(data["name"], data["title"], data["description"])


class DescriptionForm(forms.Form):
    """What people read about a tenant."""

    title = forms.CharField(label=_("Title"), max_length=LONGEST_TITLE)
    description = forms.CharField(label=_("Description"), required=False, widget=forms.Textarea(attrs={"rows": 3}))


class EntityFilter(forms.Form):
    """What a list of entities may be narrowed by."""

    type = forms.ChoiceField(label=_("Type"), required=False)
    text = forms.CharField(label=_("Part of the identifier"), required=False, max_length=200)

    def __init__(self, *args: Any, types: list[TypeCount], **kwargs: Any) -> None:
        """Offer the types that the reader sees."""
        super().__init__(*args, **kwargs)
        self.fields["type"].choices = [("", _("all")), *((each.iri, each.name) for each in types)]  # type: ignore[attr-defined]


class GrantForm(forms.Form):
    """Who may do what with which data, for what, until when."""

    subject_kind = forms.ChoiceField(label=_("Who gets the right"), choices=SubjectKind.choices)
    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        required=False,
        queryset=Organisation.objects.filter(closed_at=None).order_by("name_sort"),
        help_text=_("Where the right is for the members of an organisation."),
    )
    person = forms.EmailField(
        label=_("Person"), required=False, help_text=_("Where it is for one person: the address they sign in with.")
    )
    application = forms.ModelChoiceField(
        label=_("Program"),
        required=False,
        queryset=ApiToken.objects.none(),
        help_text=_("Where it is for one program: its token."),
    )
    action = forms.ChoiceField(label=_("What it allows"), choices=GrantAction.choices)
    purpose = forms.CharField(
        label=_("Purpose"),
        max_length=LONGEST_PURPOSE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the data will be used for; it stands in the audit log."),
    )
    types = forms.MultipleChoiceField(label=_("Only these types"), required=False, widget=forms.CheckboxSelectMultiple)
    ids = forms.CharField(
        label=_("Only these entities"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Identifiers, each on a line. Empty means all."),
    )
    scope = forms.CharField(
        label=_("Only this scope"),
        required=False,
        max_length=500,
        help_text=_("Such as /transport/#. Empty means all."),
    )
    first_day = forms.DateField(label=_("From"), required=False, widget=DayInput)
    last_day = forms.DateField(label=_("Until (included)"), required=False, widget=DayInput)

    def __init__(self, *args: Any, actor: Actor, tenant: Tenant, types: list[TypeCount], **kwargs: Any) -> None:
        """Offer what is in the tenant, and the programs of the owner's people."""
        super().__init__(*args, **kwargs)
        self.fields["types"].choices = [(each.iri, each.name) for each in types]  # type: ignore[attr-defined]
        if not types:
            del self.fields["types"]
        self.fields["application"].queryset = programs_of(actor, tenant.owner_id, at=now())  # type: ignore[attr-defined]

    def clean_person(self) -> UUID | None:
        """Return the account behind the address."""
        if not (address := self.cleaned_data["person"]):
            return None
        try:
            return user_by_email(address).pk
        except NotFound:
            raise forms.ValidationError(_("Nobody signs in with this address.")) from None

    def values(self) -> GrantValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return GrantValues(
            subject_kind=data["subject_kind"],
            action=data["action"],
            purpose=data["purpose"],
            organisation_id=data["organisation"].pk if data["organisation"] else None,
            person_id=data["person"],
            application_id=data["application"].pk if data["application"] else None,
            types=tuple(data.get("types", ())),
            ids=tuple(filter(None, (line.strip() for line in data["ids"].splitlines()))),
            scope=data["scope"],
            first_day=data["first_day"],
            last_day=data["last_day"],
        )
