"""Pages and forms of organisations: who sees what, who may do what, what a wrong form says."""

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from naves.domains.accounts.models import User
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.queries import actor_for
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    make_administrator,
    make_analyst,
    make_stranger,
    user_of,
)
from tests.factories.places import Country, make_country
from tests.factories.strategies import StrategyFactory, VersionFactory


@dataclass(frozen=True)
class World:
    country: Country
    town: Organisation
    club: Organisation
    people: dict[str, Actor]
    request: Membership

    def client(self, who: str) -> Client:
        client = Client()
        if who in self.people:
            client.force_login(user_of(self.people[who]), backend="django.contrib.auth.backends.ModelBackend")
        return client

    def address(self, name: str, what: object = None) -> str:
        return reverse(f"organisations:{name}", args=[getattr(what or self.club, "pk")])  # noqa: B009


@pytest.fixture
def world(db: None) -> World:
    country = make_country()
    town = OrganisationFactory(
        kind=OrganisationKind.MUNICIPALITY,
        name="Město Litovel",
        place=country.town("Litovel"),
        name_folded="mesto litovel",
    )
    club = OrganisationFactory(name="Okrašlovací spolek", name_folded="okraslovaci spolek")
    people = {role.value: actor_for(MembershipFactory(organisation=club, role=role).user) for role in MemberRole}
    people |= {"analyst": make_analyst(), "administrator": make_administrator(), "stranger": make_stranger()}
    asked = MembershipFactory(organisation=club, role=MemberRole.MEMBER, approved_at=None)
    return World(country, town, club, people, asked)


EVERYBODY = ["member", "editor", "manager", "analyst", "administrator", "stranger"]
MANAGERS = {"manager", "administrator"}
FORMS: list[tuple[str, Callable[[World], str], set[str]]] = [
    ("new", lambda _: reverse("organisations:new"), set(EVERYBODY)),
    ("edit", lambda world: world.address("edit"), MANAGERS),
    ("close", lambda world: world.address("close"), MANAGERS),
    ("join", lambda world: world.address("join"), set(EVERYBODY)),
    ("invite", lambda world: world.address("invite"), MANAGERS),
    ("approve", lambda world: world.address("approve", world.request), MANAGERS),
    ("role", lambda world: world.address("role", world.request), MANAGERS),
    ("end", lambda world: world.address("end", world.request), MANAGERS),
]


@pytest.mark.parametrize(("name", "address", "allowed"), FORMS, ids=[name for name, *_ in FORMS])
def test_form_opens_for_those_whom_the_table_allows(
    world: World, name: str, address: Callable[[World], str], allowed: set[str]
) -> None:
    answers = {who: world.client(who).get(address(world)).status_code for who in EVERYBODY}
    assert {who for who, status in answers.items() if status == 200} == allowed
    assert {status for who, status in answers.items() if who not in allowed} <= {403}
    nobody = world.client("nobody").get(address(world))
    assert (nobody.status_code, nobody["Location"].split("?")[0]) == (302, reverse("account_login"))


def test_list_is_narrowed_and_downloaded(world: World) -> None:
    client = world.client("nobody")
    address = reverse("organisations:list")
    assert "Okrašlovací spolek" in client.get(address, {"text": "okraslovaci"}).content.decode()
    assert "Okrašlovací spolek" not in client.get(address, {"kind": "municipality"}).content.decode()
    assert "Město Litovel" in client.get(address, {"place": "Litovel"}).content.decode()
    body = b"".join(client.get(address, {"format": "csv", "kind": "municipality"}).streaming_content).decode()
    assert body.splitlines()[1] == "Město Litovel,municipality,,503444,Litovel,,"


def test_members_are_shown_to_members_only(world: World) -> None:
    email = user_of(world.people["editor"]).email
    seen = {who: email in world.client(who).get(world.address("organisation")).content.decode() for who in EVERYBODY}
    assert seen == {
        "member": True,
        "editor": True,
        "manager": True,
        "analyst": True,
        "administrator": True,
        "stranger": False,
    }
    assert email not in world.client("nobody").get(world.address("organisation")).content.decode()


def test_citizen_founds_a_club_but_no_town(world: World) -> None:
    client = world.client("stranger")
    refused = client.post(reverse("organisations:new"), {"kind": "municipality", "name": "Moje město"})
    assert refused.status_code == 422
    client.post(reverse("organisations:new"), {"kind": "citizens", "name": "Sousedé z Dolního předměstí"})
    made = Organisation.objects.get(name="Sousedé z Dolního předměstí")
    assert made.memberships.get().role == MemberRole.MANAGER


def test_wrong_identification_number_is_told_beside_its_field(world: World) -> None:
    response = world.client("manager").post(world.address("edit"), {"name": "Okrašlovací spolek", "ico": "12345678"})
    assert response.status_code == 422
    assert response.context["form"].errors["ico"][0].startswith("„12345678“ není platné identifikační číslo")


def test_manager_of_a_town_keeps_its_place_when_editing(world: World) -> None:
    manager = MembershipFactory(organisation=world.town, role=MemberRole.MANAGER)
    client = Client()
    client.force_login(manager.user, backend="django.contrib.auth.backends.ModelBackend")
    client.post(world.address("edit", world.town), {"name": "Litovel, město", "website": "https://www.litovel.eu"})
    world.town.refresh_from_db()
    assert (world.town.name, world.town.place) == ("Litovel, město", world.country.town("Litovel"))


def test_request_is_sent_agreed_to_and_ended(world: World) -> None:
    stranger = world.client("stranger")
    stranger.post(world.address("join"))
    membership = Membership.objects.get(user=world.people["stranger"].user_id)
    assert membership.approved_at is None
    manager = world.client("manager")
    assert user_of(world.people["stranger"]).email in manager.get(world.address("organisation")).content.decode()
    manager.post(world.address("approve", membership), {"role": "editor"})
    membership.refresh_from_db()
    assert (membership.role, membership.approved_at is not None) == ("editor", True)
    manager.post(world.address("role", membership), {"role": "member"})
    stranger.post(world.address("end", membership))
    membership.refresh_from_db()
    assert (membership.role, membership.ended_at is not None) == ("member", True)


def test_last_manager_cannot_leave_and_is_told_why(world: World) -> None:
    own = Membership.objects.get(user=world.people["manager"].user_id)
    response = world.client("manager").post(world.address("end", own))
    assert response.status_code == 422
    assert "poslední správce organizace" in response.content.decode()


def test_invited_person_sets_a_password_and_acts(world: World) -> None:
    world.client("manager").post(world.address("invite"), {"email": "Nova@Example.cz", "role": "editor"})
    letter = mail.outbox[0]
    assert letter.to == ["nova@example.cz"]
    link = re.search(r"http://127\.0\.0\.1:8000(\S+)", letter.body)
    assert link is not None
    client = Client()
    weak = client.post(link[1], {"name": "Nová", "password": "heslo"})
    assert "password" in weak.context["form"].errors
    client.post(link[1], {"name": "Petra Nová", "password": "lipa-u-kostela-zvoni"})
    user = User.objects.get(email="nova@example.cz")
    assert (user.name, client.session["_auth_user_id"]) == ("Petra Nová", str(user.pk))
    assert client.get(link[1]).status_code == 302


def test_broken_invitation_says_what_to_do(world: World) -> None:
    response = Client().get(reverse("organisations:invitation", args=["nonsense"]))
    assert response.status_code == 410
    assert "Požádejte" in response.content.decode()


def test_queries_do_not_grow_with_organisations(world: World, django_assert_max_num_queries: object) -> None:
    for number in range(10):
        organisation = OrganisationFactory(name=f"Obec {number}", place=world.country.town("Most"))
        MembershipFactory(organisation=world.club)
        VersionFactory(strategy=StrategyFactory(owner=world.club))
        VersionFactory(strategy=StrategyFactory(owner=organisation))
    client = world.client("manager")
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert client.get(reverse("organisations:list")).status_code == 200
    with django_assert_max_num_queries(26):  # type: ignore[operator]
        assert client.get(world.address("organisation")).status_code == 200
