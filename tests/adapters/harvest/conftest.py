"""A town, a server on the loopback that may be reached, and runs."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from naves.adapters.harvest.limits import Limits
from naves.adapters.harvest.running import run_harvest
from naves.domains.catalogue.models import HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.runs import start_run
from naves.domains.catalogue.operations.harvesting.sources import SourceValues, add_source
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.models import Organisation
from tests.factories.accounts import AT
from tests.factories.catalogue import make_town
from tests.support.sources import Site, serving

Add = Callable[..., HarvestSource]
Run = Callable[..., HarvestRun]


@pytest.fixture
def town(db: None) -> Organisation:
    return make_town()


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with serving() as site:
        settings.NAVES_HARVEST_ALLOWED_HOSTS = frozenset({f"127.0.0.1:{site.port}"})
        yield site


@pytest.fixture
def add(town: Organisation) -> Add:
    def add_one(url: str, reader: str = "dcat", **more: Any) -> HarvestSource:
        values = SourceValues(title="Katalog kraje", url=url, reader=reader, **more)
        return add_source(actor=SYSTEM, at=AT, organisation=town, values=values)

    return add_one


@pytest.fixture
def run() -> Run:
    def run_one(source: HarvestSource, **limits: Any) -> HarvestRun:
        source = HarvestSource.objects.get(pk=source.pk)
        started = start_run(actor=SYSTEM, at=AT, source=source)
        return run_harvest(started.pk, limits=Limits(**limits))

    return run_one
