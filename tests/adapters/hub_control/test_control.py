"""The control plane decides, the hub obeys in the same moment."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks
from pytest_django import Settings as SettingsWrapper

from naves.adapters.hub_control import reactions
from naves.adapters.hub_control.push import push
from naves.adapters.hub_control.uses import note_uses, uses_of_grants
from naves.domains.accounts.models import AuditEntry
from naves.domains.accounts.operations import block_person, create_token, revoke_token
from naves.domains.accounts.privacy.erasing import erase_person
from naves.domains.catalogue.models import Grant, Tenant
from naves.domains.catalogue.operations.bindings import bind_type, free_type
from naves.domains.catalogue.operations.grants import give_grant, revoke_grant
from naves.domains.catalogue.operations.tenants import close_tenant, found_tenant
from naves.domains.catalogue.queries.tenants import visible_tenants
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.catalogue.rules.tenants import TenantValues
from naves.domains.organisations.access import ANONYMOUS, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Membership, Organisation
from naves.domains.organisations.operations import change_role, end_membership
from naves.domains.organisations.queries import actor_for
from naves.hub.api.app import HubApp
from naves.hub.runtime import Hub
from naves.hub.settings import Settings
from tests.factories.catalogue import make_dataset
from tests.factories.organisations import (
    MembershipFactory,
    OrganisationFactory,
    make_actor,
    make_administrator,
    make_stranger,
    user_of,
)
from tests.hub.client import Answer, Client

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
DEFAULT = "https://uri.etsi.org/ngsi-ld/default-context/"
OPEN = GrantValues(subject_kind="public", action="read", purpose="Otevřená data")


@pytest.fixture(autouse=True)
def _clock() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def client(settings: SettingsWrapper, tmp_path: Path) -> Iterator[Client]:
    settings.NAVES_HUB_STORE = f"sqlite:///{tmp_path / 'hub.sqlite3'}"
    app = HubApp(Hub(Settings(store=settings.NAVES_HUB_STORE, controlled=True), now=lambda: datetime.now(UTC)))
    yield Client(app)
    app.close()


class Town:
    """An owner with a tenant and tokens; every change is told to the hub as after a commit."""

    def __init__(self, capture: DjangoCaptureOnCommitCallbacks) -> None:
        self.commit = capture
        with self.commit(execute=True):
            self.manager = make_actor(OrganisationKind.NGO, MemberRole.MANAGER)
            self.owner = Organisation.objects.get(pk=self.manager.grants[0].organisation_id)
            self.tenant = found_tenant(
                actor=self.manager, at=AT, owner=self.owner, values=TenantValues("town", "Město")
            )

    def token(self, actor: Actor, *scopes: str, days: int = 30) -> str:
        with self.commit(execute=True):
            return create_token(
                user=user_of(actor), name="x", scopes=scopes, expires_at=AT + timedelta(days=days), at=AT
            )[1]

    def give(self, values: GrantValues) -> Grant:
        with self.commit(execute=True):
            return give_grant(actor=self.manager, at=AT, target=self.tenant, values=values)

    def member(self, role: MemberRole, organisation: Organisation | None = None) -> Actor:
        with self.commit(execute=True):
            return actor_for(MembershipFactory(organisation=organisation or self.owner, role=role).user)


@pytest.fixture
def town(client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks) -> Town:
    return Town(django_capture_on_commit_callbacks)


def ask(client: Client, secret: str | None, method: str = "GET", path: str = "entities", body: Any = None) -> Answer:
    headers = {"ngsild_tenant": "town"} | ({"authorization": f"Bearer {secret}"} if secret else {})
    params = {"local": "true"} if (method, path) == ("GET", "entities") else None
    return client.call(method, path, body, params=params, **headers)


def room(number: int, kind: str = "Room") -> dict[str, object]:
    return {"id": f"urn:r:{number}", "type": kind, "temperature": number}


def test_what_the_owners_people_may_follows_from_their_role(client: Client, town: Town) -> None:
    manage = town.token(town.manager, "hub:write")
    write = town.token(town.member(MemberRole.EDITOR), "hub:read", "hub:write")
    read = town.token(town.member(MemberRole.MEMBER), "hub:read", "hub:write")
    assert ask(client, write, "POST", body=room(1)).status == 201
    assert ask(client, read, "POST", body=room(2)).status == 403
    assert [each["id"] for each in ask(client, read).json] == ["urn:r:1"]
    assert ask(client, write, path="subscriptions").status == 403
    assert ask(client, manage, path="subscriptions").status == 200


def test_nobody_else_gets_in(client: Client, town: Town) -> None:
    assert ask(client, None).status == 401
    assert ask(client, "nvs_wrong").status == 401
    assert ask(client, town.token(make_stranger(), "hub:read")).status == 403
    assert ask(client, town.token(make_administrator(), "hub:write")).status == 403
    assert ask(client, town.token(town.manager, "needs:read")).status == 401
    other = client.get("entities", authorization=f"Bearer {town.token(town.manager, 'hub:read')}", ngsild_tenant="x")
    assert other.status == 403
    assert client.get("entities", authorization=f"Bearer {town.token(town.manager, 'hub:read')}").status == 403


def test_a_token_that_may_only_read_does_not_write_whoever_holds_it(client: Client, town: Town) -> None:
    reading = town.token(town.manager, "hub:read")
    assert ask(client, reading, "POST", body=room(1)).status == 403
    assert ask(client, reading, path="subscriptions").status == 403
    assert ask(client, reading).status == 200


def test_a_revoked_token_stops_at_once(client: Client, town: Town) -> None:
    secret = town.token(town.manager, "hub:write")
    assert ask(client, secret).status == 200
    user = user_of(town.manager)
    with town.commit(execute=True):
        revoke_token(token_id=user.tokens.get().pk, by=user, at=AT)
    assert ask(client, secret).status == 401


def test_an_expired_token_stops_by_itself(client: Client, town: Town) -> None:
    secret = town.token(town.manager, "hub:read", days=1)
    assert ask(client, secret).status == 200
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        assert ask(client, secret).status == 401


def test_a_revoked_grant_stops_at_once(client: Client, town: Town) -> None:
    assert ask(client, town.token(town.manager, "hub:write"), "POST", body=room(1)).status == 201
    grant = town.give(OPEN)
    assert [each["id"] for each in ask(client, None).json] == ["urn:r:1"]
    with town.commit(execute=True):
        revoke_grant(actor=town.manager, at=AT, grant=grant)
    assert ask(client, None).status == 401


@pytest.mark.parametrize(
    ("values", "seen"),
    [
        (replace(OPEN, types=(DEFAULT + "Room",)), ["urn:r:1"]),
        (replace(OPEN, ids=("urn:r:2",)), ["urn:r:2"]),
        (replace(OPEN, scope="/park"), []),
        (replace(OPEN, first_day=date(2026, 3, 1), last_day=date(2026, 3, 1)), ["urn:r:1", "urn:r:2"]),
    ],
)
def test_a_grant_reaches_as_far_as_it_says(client: Client, town: Town, values: GrantValues, seen: list[str]) -> None:
    writing = town.token(town.manager, "hub:write")
    for body in (room(1), room(2, "Car")):
        assert ask(client, writing, "POST", body=body).status == 201
    town.give(values)
    assert [each["id"] for each in ask(client, None).json] == seen


def test_a_grant_begins_and_ends_by_itself_at_midnight_in_prague(client: Client, town: Town) -> None:
    town.give(replace(OPEN, first_day=date(2026, 3, 2), last_day=date(2026, 3, 2)))
    stranger = town.token(make_stranger(), "hub:read")
    answers = []
    for hour in (10, 23, 46, 47):
        with time_machine.travel(datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=hour), tick=False):
            answers.append(ask(client, stranger).status)
    assert answers == [403, 200, 200, 403]


def test_each_kind_of_subject_is_told_from_the_others(client: Client, town: Town) -> None:
    with town.commit(execute=True):
        friend = OrganisationFactory()
    member = town.member(MemberRole.MEMBER, friend)
    person, other = make_stranger(), make_stranger()
    secrets = {
        name: town.token(actor, "hub:read")
        for name, actor in (("member", member), ("person", person), ("program", other), ("nobody", make_stranger()))
    }
    program = user_of(other).tokens.get()
    town.give(replace(OPEN, subject_kind="organisation", organisation_id=friend.pk))
    town.give(replace(OPEN, subject_kind="person", person_id=person.user_id))
    town.give(replace(OPEN, subject_kind="application", application_id=program.pk))
    second = town.token(other, "hub:read")
    assert {name: ask(client, secret).status for name, secret in secrets.items()} == {
        "member": 200,
        "person": 200,
        "program": 200,
        "nobody": 403,
    }
    assert ask(client, second).status == 403
    town.give(replace(OPEN, subject_kind="signed_in"))
    assert ask(client, secrets["nobody"]).status == 200
    assert ask(client, None).status == 401


def test_rights_end_with_the_membership_the_role_the_account_and_the_tenant(client: Client, town: Town) -> None:
    editor = town.member(MemberRole.EDITOR)
    secret = town.token(editor, "hub:write")
    membership = Membership.objects.get(user=editor.user_id)
    assert ask(client, secret, "POST", body=room(1)).status == 201
    with town.commit(execute=True):
        change_role(actor=town.manager, at=AT, membership=membership, role=MemberRole.MEMBER)
    assert ask(client, secret, "POST", body=room(2)).status == 403
    with town.commit(execute=True):
        end_membership(actor=town.manager, at=AT, membership=membership)
    assert ask(client, secret).status == 403
    manager = town.token(town.manager, "hub:read")
    with town.commit(execute=True):
        close_tenant(actor=town.manager, at=AT, tenant=town.tenant)
    assert ask(client, manager).status == 403
    assert ask(client, None).status == 401


def test_blocking_and_erasing_a_person_shuts_their_programs_out(client: Client, town: Town) -> None:
    administrator = user_of(make_administrator())
    town.give(replace(OPEN, subject_kind="signed_in"))
    blocked, erased = make_stranger(), make_stranger()
    first, second = town.token(blocked, "hub:read"), town.token(erased, "hub:read")
    assert [ask(client, each).status for each in (first, second)] == [200, 200]
    with town.commit(execute=True):
        block_person(user=user_of(blocked), by=administrator, at=AT)
        erase_person(user=user_of(erased), by=user_of(erased), at=AT)
    assert [ask(client, each).status for each in (first, second)] == [401, 401]


def test_a_right_to_a_dataset_reaches_the_types_that_are_bound_to_it(client: Client, town: Town) -> None:
    writing = town.token(town.manager, "hub:write")
    for body in (room(1), room(2, "Car")):
        assert ask(client, writing, "POST", body=body).status == 201
    dataset = make_dataset(town.owner)
    with town.commit(execute=True):
        grant = give_grant(actor=town.manager, at=AT, target=dataset, values=OPEN)
    assert ask(client, None).status == 401
    with town.commit(execute=True):
        binding = bind_type(
            actor=town.manager, at=AT, dataset=dataset, tenant=town.tenant, entity_type=DEFAULT + "Room"
        )
    assert [each["id"] for each in ask(client, None).json] == ["urn:r:1"]
    assert list(visible_tenants(ANONYMOUS, at=AT)) == [town.tenant]
    with town.commit(execute=True):
        free_type(actor=town.manager, at=AT, binding=binding)
    assert ask(client, None).status == 401
    assert grant.dataset_id == dataset.pk


def test_the_history_tells_which_program_wrote(client: Client, town: Town) -> None:
    secret = town.token(town.manager, "hub:write")
    assert ask(client, secret, "POST", body=room(1)).status == 201
    with client.hub.reading() as connection:
        writer = connection.rows("SELECT DISTINCT n.iri FROM history h JOIN name n ON n.id=h.writer")
    assert writer == [(f"application:{user_of(town.manager).tokens.get().pk}",)]


def test_many_changes_in_one_transaction_are_told_once_and_again_by_a_task(town: Town) -> None:
    before = DBTaskResult.objects.count()
    with town.commit() as callbacks:
        for number in range(3):
            give_grant(actor=town.manager, at=AT, target=town.tenant, values=replace(OPEN, purpose=f"účel {number}"))
    assert len(callbacks) == 1
    assert DBTaskResult.objects.count() == before + 1


def test_a_hub_that_does_not_answer_is_told_later(
    town: Town, settings: SettingsWrapper, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    store = settings.NAVES_HUB_STORE
    (tmp_path / "no-folder").write_text("a file where a folder should be")
    settings.NAVES_HUB_STORE = f"sqlite:///{tmp_path / 'no-folder' / 'hub.sqlite3'}"
    grant = town.give(OPEN)
    assert grant.pk is not None
    assert "the hub was not told" in caplog.text
    before = DBTaskResult.objects.count()
    reactions.tell_again.func()
    assert DBTaskResult.objects.count() == before + 1
    settings.NAVES_HUB_STORE = store
    reactions.tell_again.func()
    assert DBTaskResult.objects.count() == before + 1
    assert not push()


def test_uses_are_counted_and_noted_once_a_day(client: Client, town: Town) -> None:
    grant, unused = town.give(OPEN), town.give(replace(OPEN, ids=("urn:none:1",), subject_kind="signed_in"))
    for _ in range(3):
        assert ask(client, None).status == 200
    assert ask(client, None, "POST", body=room(1)).status in {403, 404}
    client.hub.uses.flush()
    assert {key: use.uses for key, use in uses_of_grants().items()} == {grant.pk: 3}
    assert note_uses(AT) == 0
    assert note_uses(AT + timedelta(days=1)) == 1
    assert note_uses(AT + timedelta(days=2)) == 0
    line = AuditEntry.objects.get(kind="grant", action="grant.used")
    assert (line.identifier, line.after) == (str(grant.pk), {"day": "2026-03-01", "uses": 3})
    assert unused.pk is not None


def test_nothing_is_told_where_nobody_uses_the_hub(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks() as callbacks:
        actor = make_actor(OrganisationKind.NGO, MemberRole.MANAGER)
        create_token(user=user_of(actor), name="x", scopes=["needs:read"], expires_at=AT + timedelta(days=1), at=AT)
    assert callbacks == []
    assert not Tenant.objects.exists()
