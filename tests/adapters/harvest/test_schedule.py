"""What is due is started, on behalf of who set it up, and from the command line too."""

from datetime import timedelta

import pytest

from naves.adapters.harvest.running import run_harvest
from naves.adapters.harvest.tasks import enqueue_due, harvest, start_due
from naves.domains.catalogue.models import Dataset, HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.sources import SourceValues, add_source, edit_source
from naves.domains.catalogue.rules.harvesting import STALE, RunStatus
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Membership, Organisation
from naves.kernel.clock import now
from naves.kernel.errors import Conflict
from tests.adapters.harvest.conftest import Add, Run
from tests.adapters.harvest.sample import feed_of
from tests.factories.organisations import make_clerk
from tests.factories.places import PlaceFactory
from tests.support.sources import Site

pytestmark = pytest.mark.django_db


def test_a_source_is_due_at_its_time_and_not_before(site: Site, add: Add) -> None:
    source = add(site.put("/data.json", feed_of(site, 2)), "dcat_us", every="daily")
    (run,) = start_due(now())
    done = run_harvest(run.pk)
    source.schedule.refresh_from_db()
    assert source.schedule.next_at == done.finished_at + timedelta(days=1)
    assert start_due(now()) == []
    assert [one.source_id for one in start_due(now() + timedelta(days=1, minutes=1))] == [source.pk]


def test_a_source_that_is_read_by_hand_only_is_never_due(site: Site, add: Add) -> None:
    add(site.put("/data.json", feed_of(site, 2)), "dcat_us", every="never")
    assert start_due(now() + timedelta(days=900)) == []


def test_a_source_that_failed_is_tried_again_at_its_next_time(site: Site, add: Add, run: Run) -> None:
    source = add(site.url("/none"), every="weekly")
    failed = run(source)
    source.schedule.refresh_from_db()
    assert (failed.status, source.schedule.next_at) == (RunStatus.FAILED, failed.finished_at + timedelta(days=7))


def test_a_run_whose_worker_was_killed_is_due_at_once(site: Site, add: Add, run: Run) -> None:
    source = add(site.put("/data.json", feed_of(site, 2)), "dcat_us", every="never")
    (killed := run(source)).refresh_from_db()
    HarvestRun.objects.filter(pk=killed.pk).update(status="running", alive_at=now() - STALE - timedelta(minutes=1))
    assert [one.pk for one in start_due(now())] == [killed.pk]


def test_the_worker_carries_out_what_the_daily_job_started(site: Site, add: Add) -> None:
    add(site.put("/data.json", feed_of(site, 3)), "dcat_us")
    assert enqueue_due(now()) == 1
    waiting = HarvestRun.objects.get()
    harvest.call(run_id=str(waiting.pk))
    waiting.refresh_from_db()
    assert (waiting.status, waiting.created) == (RunStatus.DONE, 3)
    harvest.call(run_id=str(waiting.pk))
    with pytest.raises(Conflict):
        run_harvest(waiting.pk)


def test_who_may_no_longer_write_brings_nothing_in(site: Site) -> None:
    manager = make_clerk(PlaceFactory(name="Lhota"), MemberRole.MANAGER)
    town = Organisation.objects.get(pk=manager.grants[0].organisation_id)
    values = SourceValues(title="K", url=site.put("/data.json", feed_of(site, 3)), reader="dcat_us", every="daily")
    source = add_source(actor=manager, at=now(), organisation=town, values=values)
    (waiting,) = start_due(now())
    Membership.objects.update(role=MemberRole.MEMBER)
    done = run_harvest(waiting.pk)
    assert (done.status, done.problems[0]["code"], Dataset.objects.count()) == (RunStatus.FAILED, "not_allowed", 0)
    assert start_due(now() + timedelta(days=2)) == []
    edit_source(actor=SYSTEM, at=now(), source=source, values=values)
    assert len(start_due(now() + timedelta(days=2))) == 1


def test_a_source_with_too_many_records_is_refused(site: Site, add: Add, run: Run) -> None:
    done = run(add(site.put("/data.json", feed_of(site, 30)), "dcat_us"), records=10)
    assert (done.status, done.problems[0]["code"], done.created) == (RunStatus.FAILED, "too_many_records", 0)


def test_a_document_over_the_limit_is_not_read(site: Site, add: Add, run: Run) -> None:
    done = run(add(site.put("/data.json", feed_of(site, 30)), "dcat_us"), document_bytes=1_000)
    assert (done.status, done.problems[0]["code"]) == (RunStatus.FAILED, "answer_too_large")


def test_an_address_is_harvested_once_only_as_one_source(site: Site, add: Add) -> None:
    add(site.url("/a"))
    with pytest.raises(Conflict):
        add(site.url("/a"))
    assert HarvestSource.objects.count() == 1
