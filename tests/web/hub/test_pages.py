"""Pages of live data: each reader sees what their rights reach, and no more."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from naves.adapters.hub_control.push import push
from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.models import Grant, Tenant
from naves.domains.catalogue.operations.grants import give_grant
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now
from naves.web.hub.live import Sample
from naves.web.hub.pictures import MOST_DRAWN, chart_of, map_of
from tests.factories.hub import DEFAULT, Filled, make_live
from tests.factories.organisations import OrganisationFactory, make_actor, make_administrator, make_stranger, user_of

pytestmark = pytest.mark.django_db
OPEN = GrantValues(subject_kind="public", action="read", purpose="Otevřená data", types=(DEFAULT + "Sensor",))


@pytest.fixture
def manager() -> Actor:
    return make_actor(OrganisationKind.NGO, MemberRole.MANAGER)


@pytest.fixture
def live(manager: Actor) -> Filled:
    return make_live(Organisation.objects.get(pk=manager.grants[0].organisation_id))


def client(actor: Actor | None = None) -> Client:
    made = Client()
    if actor is not None:
        made.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    return made


def text(of: Client, path: str, status: int = 200) -> str:
    answer = of.get(path)
    assert answer.status_code == status, answer.content
    return answer.content.decode()


ALL = ["", "entities/", "entity/?id=urn:s:1", "subscriptions/", "grants/", "download/entities.csv"]


def test_the_owners_manager_sees_everything(manager: Actor, live: Filled) -> None:
    own = client(manager)
    assert "Čidla města" in text(own, "/hub/")
    page = text(own, "/hub/town/")
    assert "Sensor" in page
    assert "Parking" in page
    assert "NGSILD-Tenant: town" in page
    entities = text(own, "/hub/town/entities/")
    assert entities.count("<circle") == 2
    assert "Parkoviště u nádraží" in entities
    subscriptions = text(own, "/hub/town/subscriptions/")
    assert "Mapa města" in subscriptions
    assert "http://127.0.0.1:9/" in subscriptions


def test_nobody_else_learns_that_there_is_a_tenant(live: Filled) -> None:
    for stranger in (None, make_stranger(), make_actor(OrganisationKind.MINISTRY)):
        assert "Čidla" not in text(client(stranger), "/hub/")
        for path in ALL:
            assert client(stranger).get(f"/hub/town/{path}").status_code == 404


def test_an_administrator_sees_the_tenant_and_not_its_data(live: Filled) -> None:
    administrator = client(make_administrator())
    assert "Sensor" not in text(administrator, "/hub/town/").split("</main>")[0].split('id="programs"')[0]
    text(administrator, "/hub/town/entity/?id=urn:s:1", 404)
    text(administrator, "/hub/town/subscriptions/", 403)
    text(administrator, "/hub/town/grants/")
    text(administrator, "/hub/town/grants/new/", 403)


def test_a_public_right_opens_just_what_it_names(manager: Actor, live: Filled) -> None:
    give_grant(actor=manager, at=now(), target=live.tenant, values=OPEN)
    push()
    anybody = client()
    entities = text(anybody, "/hub/town/entities/")
    assert "Čidlo na radnici" in entities
    assert "Parkoviště" not in entities
    text(anybody, "/hub/town/entity/?id=urn:s:1")
    text(anybody, "/hub/town/entity/?id=urn:p:1", 404)
    text(anybody, "/hub/town/subscriptions/", 302)
    text(anybody, "/hub/town/grants/", 302)
    rows = list(csv.DictReader(io.StringIO(b"".join(anybody.get("/hub/town/download/entities.csv")).decode())))
    assert [row["id"] for row in rows] == ["urn:s:1"]
    history = b"".join(anybody.get("/hub/town/download/history.csv")).decode()
    assert "urn:s:1" in history
    assert "urn:p:1" not in history


def test_filters_narrow_the_list_the_map_and_the_files(manager: Actor, live: Filled) -> None:
    own = client(manager)
    page = text(own, f"/hub/town/entities/?type={DEFAULT}Parking")
    assert page.count("<circle") == 1
    assert "Čidlo na radnici" not in page
    assert "Žádná entita nevyhovuje" in text(own, "/hub/town/entities/?text=nic.takového")
    found = b"".join(own.get(f"/hub/town/download/entities.csv?type={DEFAULT}Parking")).decode()
    assert "\nurn:s:1," not in found
    assert own.get("/hub/town/download/entities.xls").status_code == 404
    assert own.get("/hub/town/download/secrets.csv").status_code == 404
    assert "Čidlo" in text(own, "/hub/town/entities/?type=unknown&page=x")


def test_an_entity_shows_values_links_and_the_course_of_a_number(manager: Actor, live: Filled) -> None:
    own = client(manager)
    page = text(own, "/hub/town/entity/?id=urn:s:1")
    assert "4,5 °C" in page
    assert "<polyline" in page
    assert 'hx-trigger="every 5s"' in page
    short = text(own, "/hub/town/entity/?id=urn:s:1&days=1")
    assert short.count("<tr>") < page.count("<tr>")
    assert "id=urn%3As%3A1" in text(own, "/hub/town/entity/?id=urn:p:1")
    text(own, "/hub/town/entity/?id=urn:none:1", 404)


def test_a_right_is_given_and_taken_away_on_the_page(manager: Actor, live: Filled) -> None:
    own, friend = client(manager), OrganisationFactory(name="Technické služby")
    answer = own.post(
        "/hub/town/grants/new/",
        {
            "subject_kind": "organisation",
            "organisation": friend.pk,
            "action": "write",
            "purpose": "Čidla sčítají průjezdy",
        },
    )
    assert answer.status_code == 302
    grant = Grant.objects.get()
    assert (grant.organisation, grant.action, grant.given_by_id) == (friend, "write", manager.user_id)
    assert "Technické služby" in text(own, "/hub/town/grants/")
    assert "Odebrat právo?" in text(own, f"/hub/town/grants/{grant.pk}/revoke/")
    assert own.post(f"/hub/town/grants/{grant.pk}/revoke/").status_code == 302
    grant.refresh_from_db()
    assert grant.revoked_at is not None
    assert list(AuditEntry.objects.filter(kind="grant").values_list("action", flat=True)) == [
        "grant.given",
        "grant.revoked",
    ]


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        ({"subject_kind": "public", "action": "write", "purpose": "účel"}, "Všem lze povolit čtení"),
        (
            {"subject_kind": "person", "person": "nikdo@example.cz", "action": "read", "purpose": "účel"},
            "nikdo nepřihlašuje",
        ),
        ({"subject_kind": "organisation", "action": "read", "purpose": "účel"}, "Není uvedeno, komu"),
        ({"subject_kind": "public", "action": "read", "purpose": "účel", "ids": "bez adresy"}, "není URI"),
    ],
)
def test_a_wrong_form_says_why_and_gives_nothing(manager: Actor, live: Filled, sent: dict[str, str], says: str) -> None:
    answer = client(manager).post("/hub/town/grants/new/", sent)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert not Grant.objects.exists()


def test_tenants_are_founded_described_and_closed_by_managers(manager: Actor) -> None:
    own, owner = client(manager), manager.grants[0].organisation_id
    assert own.post("/hub/new/", {"owner": owner, "name": "Špatné", "title": "Čidla"}).status_code == 422
    assert own.post("/hub/new/", {"owner": owner, "name": "nove", "title": "Nová čidla"}).status_code == 302
    assert own.post("/hub/nove/edit/", {"title": "Jiná čidla", "description": "x"}).status_code == 302
    assert Tenant.objects.get().title == "Jiná čidla"
    stranger = client(make_stranger())
    assert stranger.post("/hub/new/", {"owner": owner, "name": "cizi", "title": "Cizí"}).status_code == 422
    assert stranger.post("/hub/nove/close/").status_code == 404
    assert client(make_administrator()).get("/hub/nove/close/").status_code == 200
    assert own.post("/hub/nove/close/").status_code == 302
    assert Tenant.objects.get().closed_at is not None
    assert own.get("/hub/nove/").status_code == 404


def test_who_is_not_signed_in_is_asked_to(live: Filled) -> None:
    for path in ("new/", "town/edit/", "town/close/", "town/grants/new/"):
        assert client().get(f"/hub/{path}").status_code == 302


def test_a_long_series_is_thinned_without_losing_its_peaks() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    values = [0.0] * 5_000
    values[1234] = 99.0
    chart = chart_of([Sample(start + timedelta(minutes=n), value) for n, value in enumerate(values)])
    assert chart is not None
    assert chart.high == 99.0
    assert sum(len(run.split()) for run in chart.runs) <= MOST_DRAWN + 2
    assert f",{chart.high_y:.1f}" in chart.runs[0]
    assert chart_of([Sample(start, 1.0)]) is None


def test_a_gap_in_the_telling_is_a_gap_in_the_line() -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    samples = [Sample(start + timedelta(hours=hour), hour) for hour in (0, 1, 2, 3, 40, 41, 42)]
    chart = chart_of(samples)
    assert chart is not None
    assert [len(run.split()) for run in chart.runs] == [4, 3]


def test_a_map_has_a_round_bar_and_north_is_up() -> None:
    points = [("a", "A", {"type": "Point", "coordinates": [14.0, 50.0]}), ("b", "B", None)]
    drawn = map_of([*points, ("c", "C", {"type": "Point", "coordinates": [14.1, 50.1]})])
    assert drawn is not None
    assert [dot.urn for dot in drawn.dots] == ["a", "c"]
    assert drawn.dots[0].y > drawn.dots[1].y
    assert drawn.metres in {1000, 2000, 5000}
    assert map_of(points[1:]) is None
