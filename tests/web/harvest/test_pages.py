"""Pages of harvesting: for those who answer for the data, in both languages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from naves.adapters.harvest.running import run_harvest
from naves.domains.accounts.models import AuditEntry
from naves.domains.catalogue.models import Dataset, HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.runs import start_run
from naves.domains.catalogue.operations.harvesting.sources import SourceValues, add_source
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.kernel.clock import now
from tests.adapters.harvest.sample import feed_of
from tests.factories.organisations import make_analyst, make_clerk, make_stranger, user_of
from tests.factories.places import PlaceFactory
from tests.support.sources import Site, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with serving() as site:
        settings.NAVES_HARVEST_ALLOWED_HOSTS = frozenset({f"127.0.0.1:{site.port}"})
        yield site


@pytest.fixture
def manager() -> Actor:
    return make_clerk(PlaceFactory(name="Lhota"), MemberRole.MANAGER)


@pytest.fixture
def town(manager: Actor) -> Organisation:
    return Organisation.objects.get(pk=manager.grants[0].organisation_id)


@pytest.fixture
def source(site: Site, manager: Actor, town: Organisation) -> HarvestSource:
    values = SourceValues(
        title="Katalog Lhoty", url=site.put("/data.json", feed_of(site, 4)), reader="dcat_us", states_terms=True
    )
    return add_source(actor=manager, at=now(), organisation=town, values=values)


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    return client


def ran(manager: Actor, source: HarvestSource) -> HarvestRun:
    return run_harvest(start_run(actor=manager, at=now(), source=source).pk)


@pytest.fixture
def asking(site: Site, manager: Actor, source: HarvestSource) -> HarvestRun:
    ran(manager, source)
    site.put("/data.json", {"dataset": []})
    return ran(manager, source)


def form(town: Organisation, url: str, **more: str) -> dict[str, str]:
    return {
        "organisation": str(town.pk),
        "title": "Katalog",
        "url": url,
        "reader": "dcat_us",
        "every": "daily",
        "publishes": "on",
        "states_terms": "on",
        **more,
    }


@pytest.mark.parametrize("language", ["", "/en"])
def test_every_page_opens_for_who_manages(manager: Actor, asking: HarvestRun, language: str) -> None:
    client, base = signed_in(manager), f"/harvest/{asking.source_id}/"
    run = f"/harvest/runs/{asking.pk}/"
    pages = ["/harvest/", "/harvest/new/", base, f"{base}edit/", run, f"{run}decide/keep/", f"{run}decide/withdraw/"]
    assert [client.get(f"{language}{page}").status_code for page in pages] == [200] * len(pages)
    shown = client.get(f"{language}{run}").content.decode()
    assert ("Is so much really gone?" in shown, "Opravdu toho tolik zmizelo?" in shown) == (
        language == "/en",
        language == "",
    )


def test_strangers_find_nothing_and_clerks_may_only_look(town: Organisation, asking: HarvestRun) -> None:
    stranger, clerk = signed_in(make_stranger()), signed_in(make_clerk(town.place))  # type: ignore[arg-type]
    member = make_clerk(PlaceFactory(name="Jinde"), MemberRole.MANAGER)
    base, run = f"/harvest/{asking.source_id}/", f"/harvest/runs/{asking.pk}/"
    for client in (stranger, clerk, signed_in(member)):
        assert [client.get(page).status_code for page in (base, run)] == [404, 404]
        assert client.post(f"{base}run/").status_code == 404
    assert stranger.get("/harvest/new/").status_code == 403
    assert Client().get("/harvest/").status_code in {302, 403}


def test_a_member_sees_and_may_not_change(town: Organisation, asking: HarvestRun) -> None:
    from tests.factories.accounts import UserFactory
    from tests.factories.organisations import MembershipFactory

    user = UserFactory()
    MembershipFactory(organisation=town, role=MemberRole.EDITOR, user=user)
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    base, run = f"/harvest/{asking.source_id}/", f"/harvest/runs/{asking.pk}/"
    assert [client.get(page).status_code for page in ("/harvest/", base, run)] == [200, 200, 200]
    refused = [client.get(f"{base}edit/"), client.post(f"{base}run/"), client.post(f"{run}decide/withdraw/")]
    assert [answer.status_code for answer in refused] == [403, 403, 403]
    assert Dataset.objects.filter(status="published").count() == 4


def test_a_source_is_tried_and_then_added(site: Site, manager: Actor, town: Organisation) -> None:
    client, url = signed_in(manager), site.put("/data.json", feed_of(site, 3))
    tried = client.post("/en/harvest/new/", form(town, url, test="1"))
    assert (tried.status_code, "Datová sada 2" in tried.content.decode()) == (200, True)
    assert HarvestSource.objects.count() == 0
    added = client.post("/en/harvest/new/", form(town, url))
    source = HarvestSource.objects.get()
    assert (added.status_code, added["Location"]) == (302, f"/en/harvest/{source.pk}/")
    assert (source.schedule.every, source.schedule.next_at is not None) == ("daily", True)
    assert AuditEntry.objects.filter(action="harvest_source.add", identifier=str(source.pk)).count() == 1
    again = client.post("/en/harvest/new/", form(town, url))
    assert (again.status_code, "harvested already" in again.content.decode()) == (422, True)
    broken = client.post("/en/harvest/new/", form(town, "ftp://a b"))
    assert (broken.status_code, "is not a web address" in broken.content.decode()) == (422, True)


def test_a_run_is_started_and_the_worker_reads_the_source(manager: Actor, source: HarvestSource) -> None:
    client = signed_in(manager)
    begun = client.post(f"/harvest/{source.pk}/run/")
    run = HarvestRun.objects.get()
    assert (begun.status_code, run.status) == (302, "waiting")
    assert client.get(begun["Location"]).status_code == 200
    assert run_harvest(run.pk).created == 4
    assert client.post(f"/harvest/{source.pk}/run/").status_code == 302
    assert HarvestRun.objects.count() == 2


def test_a_loss_is_believed_or_not(site: Site, manager: Actor, asking: HarvestRun) -> None:
    client = signed_in(manager)
    kept = client.post(f"/harvest/runs/{asking.pk}/decide/keep/")
    assert (kept.status_code, Dataset.objects.filter(status="published").count()) == (302, 4)
    again = ran(manager, asking.source)
    client.post(f"/harvest/runs/{again.pk}/decide/withdraw/")
    assert Dataset.objects.filter(status="withdrawn").count() == 4
    assert client.post(f"/harvest/runs/{again.pk}/decide/perhaps/").status_code == 404
    assert client.post(f"/harvest/runs/{again.pk}/decide/keep/").status_code == 400


def test_settings_are_changed_and_the_source_is_read_anew(manager: Actor, source: HarvestSource) -> None:
    ran(manager, source)
    sent = {"title": "Jiný název", "every": "monthly", "states_terms": "on"}
    assert signed_in(manager).post(f"/harvest/{source.pk}/edit/", sent).status_code == 302
    source = HarvestSource.objects.get()
    assert (source.title, source.schedule.every, source.schedule.publishes) == ("Jiný název", "monthly", False)
    assert ran(manager, source).changed == 4


def test_analysts_see_all_sources(source: HarvestSource) -> None:
    assert source.title in signed_in(make_analyst()).get("/harvest/").content.decode()
