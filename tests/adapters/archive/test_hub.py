"""Live data are part of a backup, come back whole, and move between databases."""

import tarfile
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings as DjangoSettings

from naves.adapters.archive.hub import add_hub, restore_hub
from naves.hub.api.app import HubApp
from naves.hub.bulk.dump import lines
from naves.hub.runtime import Hub
from naves.hub.settings import Settings
from naves.kernel.errors import Conflict
from tests.hub.client import Client


def fill(store: str) -> None:
    app = HubApp(Hub(Settings(store=store, open_access=True), deliver=False))
    client = Client(app)
    for tenant in ("", "town"):
        for value in (1, 2):
            body = [
                {"id": "urn:r:1", "type": "Room", "t": {"value": value, "observedAt": f"2026-01-0{value}T00:00:00Z"}}
            ]
            answer = client.post("entityOperations/upsert", body, params={"options": "update"}, ngsild_tenant=tenant)
            assert answer.status in {201, 204}
    app.close()


def content(store: str) -> list[dict[str, Any]]:
    hub = Hub(Settings(store=store), deliver=False)
    with hub.reading() as connection:
        found = [line for name in ("", "town") for line in lines(hub, connection, name)]
    hub.close()
    return found


def test_every_tenant_comes_back_and_a_filled_hub_is_left_alone(tmp_path: Path, settings: DjangoSettings) -> None:
    first, second = (f"sqlite:///{tmp_path / name}" for name in ("first.sqlite3", "second.sqlite3"))
    settings.NAVES_HUB_STORE = first
    fill(first)
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as tar:
        members = add_hub(tar)
    assert [member["rows"] for member in members.values()] == [4, 4]
    settings.NAVES_HUB_STORE = second
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        restore_hub(tar)
        assert content(second) == content(first)
        before = content(second)
        with pytest.raises(Conflict):
            restore_hub(tar)
    assert content(second) == before


def test_a_hub_that_was_never_used_adds_nothing_and_makes_no_file(tmp_path: Path, settings: DjangoSettings) -> None:
    settings.NAVES_HUB_STORE = f"sqlite:///{tmp_path / 'hub' / 'none.sqlite3'}"
    with tarfile.open(tmp_path / "a.tar.gz", "w:gz") as tar:
        assert add_hub(tar) == {}
    assert not (tmp_path / "hub").exists()
    with tarfile.open(tmp_path / "a.tar.gz") as tar:
        restore_hub(tar)
    assert not (tmp_path / "hub").exists()
