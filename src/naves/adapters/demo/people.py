"""Organisations and one login per role."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress

from naves.adapters.demo.files import document
from naves.domains.accounts.models import User
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.organisations.operations import add_member, create_organisation
from naves.domains.organisations.rules import OrganisationValues
from naves.domains.places.models import Place

PASSWORD = "ukazka-naves-2026"  # noqa: S105 - printed at every start; production refuses demonstration data


@dataclass(frozen=True, slots=True)
class Login:
    """A demonstration login, as it is printed."""

    email: str
    label: str
    label_en: str


def logins() -> list[Login]:
    """Return one login per role."""
    return [
        Login(person["email"], person["label"], person["label_en"]) for person in document("organisations")["people"]
    ]


def load_organisations(*, at: datetime, places: dict[str, Place]) -> dict[str, Organisation]:
    """Found the organisations; return them by key."""
    return {
        entry["key"]: create_organisation(
            actor=SYSTEM,
            at=at,
            values=OrganisationValues(
                kind=entry["kind"],
                name=entry["name"],
                place_id=places[str(entry["place"])].pk if entry.get("place") else None,
                description=entry.get("description", ""),
            ),
        )
        for entry in document("organisations")["organisations"]
    }


def load_people(*, at: datetime, organisations: dict[str, Organisation]) -> dict[str, User]:
    """Make the logins and their memberships; return the people by key."""
    people = {}
    for person in document("organisations")["people"]:
        user = User.objects.create_user(
            person["email"],
            PASSWORD,
            name=person["name"],
            language=person["language"],
            is_superuser=person["is_administrator"],
        )
        EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
        for membership in person["memberships"]:
            add_member(
                actor=SYSTEM,
                at=at,
                organisation=organisations[membership["organisation"]],
                user=user,
                role=MemberRole(membership["role"]),
            )
        people[person["key"]] = user
    return people
