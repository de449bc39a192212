"""Organisations, memberships, and actors ready to act."""

import factory
from factory.django import DjangoModelFactory

from naves.domains.accounts.models import User
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.queries import actor_for
from naves.domains.places.models import Place
from naves.kernel.text import collation_key, fold
from tests.factories.accounts import AT, UserFactory


class OrganisationFactory(DjangoModelFactory[Organisation]):
    """A non-governmental organisation; give ``place`` with a kind that governs one."""

    class Meta:
        model = Organisation

    kind = OrganisationKind.NGO
    name = factory.Sequence(lambda n: f"Spolek {n}")
    name_sort = factory.LazyAttribute(lambda organisation: collation_key(organisation.name))
    name_folded = factory.LazyAttribute(lambda organisation: fold(organisation.name))
    created_at = AT


class MembershipFactory(DjangoModelFactory[Membership]):
    """An approved editor."""

    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    role = MemberRole.EDITOR
    requested_at = AT
    approved_at = AT


def make_actor(
    kind: OrganisationKind, role: MemberRole = MemberRole.EDITOR, *, place: Place | None = None, name: str = ""
) -> Actor:
    """Return a new person acting in ``role`` for a new organisation of ``kind``."""
    named = {"name": name} if name else {}
    organisation = OrganisationFactory(kind=kind, place=place, **named)
    return actor_for(MembershipFactory(organisation=organisation, role=role).user)


def make_analyst() -> Actor:
    """Return an editor of the ministry."""
    return make_actor(OrganisationKind.MINISTRY, name="Ministerstvo pro místní rozvoj")


def make_clerk(place: Place, role: MemberRole = MemberRole.EDITOR) -> Actor:
    """Return an editor of the municipality that governs ``place``."""
    return make_actor(OrganisationKind.MUNICIPALITY, role, place=place, name=place.name)


def make_administrator() -> Actor:
    """Return an administrator of the platform."""
    return actor_for(UserFactory(is_superuser=True))


def make_stranger() -> Actor:
    """Return a signed-in person without any membership."""
    return actor_for(UserFactory())


def user_of(actor: Actor) -> User:
    """Return the person behind ``actor``."""
    return User.objects.get(pk=actor.user_id)
