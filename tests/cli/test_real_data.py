"""The main job on real input: the whole country, the index of exclusion, one town's resolutions, the Monitor."""

import json
from pathlib import Path

import pytest
from django.db.models import Sum
from django.test import Client

from naves.domains.needs.models import Evidence
from naves.domains.places.models import Place
from naves.domains.wellbeing.models import IndicatorValue
from tests.cli.conftest import Command

MONITOR_KEYS = {
    "as_of",
    "level",
    "method_version",
    "places_total",
    "places_assessed",
    "assessed_share",
    "relevance",
    "estimands",
}
ESTIMAND_KEYS = {"coverage", "interval", "bounds", "p10", "share_below_half"}


@pytest.mark.shared_data
def test_the_real_country_goes_through(naves: Command, shared_data: Path, client: Client) -> None:
    towns = Place.objects.filter(level="municipality")
    obce = shared_data / "places" / "obce.csv"

    assert naves("import", "places", obce, "--dry-run").exit_code == 0
    assert not Place.objects.exists()
    assert naves("import", "places", obce).exit_code == 0
    assert (towns.exclude(population=None).count(), towns.filter(population=None).count()) == (6254, 4)
    levels = ("orp", "district", "region")
    assert [Place.objects.filter(level=level).count() for level in levels] == [206, 77, 14]
    assert towns.aggregate(people=Sum("population"))["people"] == 10_909_500
    again = naves("import", "places", obce)
    assert "vytvořeno: 0" in again.output
    assert "změněno: 0" in again.output

    index = shared_data / "indicators" / "index_socialniho_vylouceni_2023.csv"
    assert naves("import", "indicators", index).exit_code == 0
    assert IndicatorValue.objects.filter(indicator="social_exclusion").count() == 6258

    resolutions = shared_data / "texts" / "litovel_usneseni_2022_2026.jsonl"
    assert naves("import", "evidence", resolutions).exit_code == 0
    assert set(Evidence.objects.values_list("place__name", "kind")) == {("Litovel", "resolution")}
    assert Evidence.objects.count() == 2356
    assert "vytvořeno: 0" in naves("import", "evidence", resolutions).output

    report = json.loads(naves("monitor", "--format", "json").output)
    assert set(report) == MONITOR_KEYS
    assert set(report["estimands"]) == {"per_town", "per_person", "sensitivity"}
    assert all(set(estimand) == ESTIMAND_KEYS for estimand in report["estimands"].values())
    assert (report["places_total"], report["places_assessed"]) == (6254, 0)
    assert report["estimands"]["per_town"] == {
        "coverage": None,
        "interval": None,
        "bounds": [0.0, 1.0],
        "p10": None,
        "share_below_half": None,
    }

    silent = client.get("/monitor/silent/?indicator=social_exclusion").content.decode()
    assert "Obrnice" in silent
    assert client.get("/monitor/map.svg").content.count(b"<circle") == 6254
    litovel = Place.objects.get(name="Litovel", level="municipality")
    assert client.get(f"/places/{litovel.code}/").status_code == 200
