"""`naves catalogue harvest`."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from naves.domains.catalogue.models import Dataset, HarvestSource
from naves.domains.organisations.models import Organisation
from tests.adapters.harvest.sample import feed_of
from tests.cli.conftest import Command
from tests.factories.catalogue import make_town
from tests.support.sources import Site, serving

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(settings: Any) -> Iterator[Site]:
    with serving() as site:
        settings.NAVES_HARVEST_ALLOWED_HOSTS = frozenset({f"127.0.0.1:{site.port}"})
        yield site


@pytest.fixture
def town() -> Organisation:
    town = make_town()
    town.ico = "00283924"
    town.save()
    return town


def test_a_file_an_address_and_what_is_due(naves: Command, site: Site, town: Organisation, tmp_path: Path) -> None:
    file = tmp_path / "data.json"
    file.write_text(json.dumps(feed_of(site, 3)))
    given = ("--organisation", "00283924", "--states-terms")
    first = naves("catalogue", "harvest", str(file), *given, language="en")
    assert (first.exit_code, first.output) == (0, "data.json: done; created 3\n")
    assert naves("catalogue", "harvest", str(file), *given, language="en").output == "data.json: done; unchanged 3\n"
    url = site.put("/data.json", feed_of(site, 4))
    assert naves("catalogue", "harvest", url, *given).exit_code == 0
    assert Dataset.objects.filter(owner=town, status="published").count() == 7
    HarvestSource.objects.get(url=url).schedule.__class__.objects.filter(source__url=url).update(
        every="daily", next_at="2020-01-01T00:00Z"
    )
    assert naves("catalogue", "harvest", "--all", language="en").output.endswith("done; unchanged 4\n")


def test_what_is_wrong_is_told(naves: Command, site: Site, town: Organisation, tmp_path: Path) -> None:
    given = ("--organisation", town.ico)
    assert naves("catalogue", "harvest").exit_code == 2
    assert naves("catalogue", "harvest", "https://a.example", "--all").exit_code == 2
    assert naves("catalogue", "harvest", str(tmp_path / "none"), *given).exit_code == 2
    assert naves("catalogue", "harvest", "https://a.example").exit_code == 2
    broken = naves("catalogue", "harvest", site.put("/k", b"<html>", "text/html"), *given, language="en")
    assert (broken.exit_code, "web page instead of data" in broken.output) == (1, True)
    assert Dataset.objects.count() == 0
