"""The file that saves a new process from reading the database."""

import numpy as np
import pytest

from naves.domains.monitor.facts import current, store
from naves.domains.monitor.facts.refresh import build
from tests.domains.monitor.facts.test_refresh import Country, meaning
from tests.factories.accounts import AT
from tests.factories.needs import make_need

pytestmark = pytest.mark.django_db
DAYS = range(AT.date().toordinal(), AT.date().toordinal() + 40, 4)


def busy_country() -> Country:
    country = Country(3)
    for _ in range(40):
        country.step()
    return country


def test_columns_come_back_from_the_file_as_they_were() -> None:
    busy_country()
    columns = build()
    store.save(columns)
    loaded = store.load()
    assert loaded is not None
    assert (loaded.sequence, loaded.anchor) == (columns.sequence, columns.anchor)
    assert loaded.territory.names == columns.territory.names
    assert meaning(loaded, DAYS) == meaning(columns, DAYS)


def test_a_file_that_fell_behind_is_patched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(current, "_WORTH_A_FILE", 0)
    country = busy_country()
    current.picture()
    sequence = store.load().sequence  # type: ignore[union-attr]
    current._holder.picture = None
    make_need(country.towns[0], at=country.at)
    held = current.picture()
    assert held.sequence > sequence
    assert meaning(held.columns, DAYS) == meaning(build(), DAYS)


def test_a_broken_or_foreign_file_is_passed_over() -> None:
    store.path().parent.mkdir(parents=True)
    for content in (b"", b"PK\x03\x04 not a whole archive", b"\x93NUMPY"):
        store.path().write_bytes(content)
        assert store.load() is None


def test_a_file_of_another_layout_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    busy_country()
    store.save(build())
    monkeypatch.setattr(store, "LAYOUT", store.LAYOUT + 1)
    assert store.load() is None


def test_no_half_written_file_is_left_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    busy_country()
    monkeypatch.setattr(np, "savez", full_disk)
    with pytest.raises(OSError, match="No space"):
        store.save(build())
    assert list(store.path().parent.iterdir()) == []


def test_figures_do_not_depend_on_being_able_to_write_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full_disk(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(current, "_WORTH_A_FILE", 0)
    monkeypatch.setattr(np, "savez", full_disk)
    busy_country()
    assert len(current.picture().facts.needs) > 0
