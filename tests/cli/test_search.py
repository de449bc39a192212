"""`naves search`."""

import tarfile
from pathlib import Path
from typing import Any

import pytest

from naves.adapters.search_index import current, queries
from naves.domains.needs.models import Need
from naves.domains.organisations.access import ANONYMOUS
from tests.cli.conftest import Command
from tests.factories.needs import make_need
from tests.factories.places import make_country

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_index(tmp_path: Path, settings: Any) -> None:
    settings.NAVES_DATA_DIR = tmp_path
    current.forget()


def test_the_index_is_built_and_checked(naves: Command) -> None:
    need = make_need(make_country().town("Most"))
    built = naves("search", "rebuild")
    assert (built.exit_code, "  need: 1\n" in built.output) == (0, True)
    checked = naves("search", "check")
    assert (checked.exit_code, checked.output.splitlines()[-1]) == (0, "Rejstřík je úplný.")
    Need.objects.create(place=need.place, title="Za zády", voiced_by="town", voiced_on=need.voiced_on, severity=1,
                        created_at=need.created_at)  # fmt: skip
    behind = naves("search", "check", language="en")
    assert behind.exit_code == 1
    assert "need: 2 in the database, 1 missing, 0 too many" in behind.output


@pytest.mark.django_db(transaction=True)  # a backup opens its own snapshot, and PostgreSQL wants that first
def test_a_backup_holds_nothing_of_the_index(naves: Command, tmp_path: Path) -> None:
    make_country()
    naves("search", "rebuild")
    assert queries.find(ANONYMOUS, "litovel").found.total > 0
    naves("backup", tmp_path / "all.tar.gz")
    with tarfile.open(tmp_path / "all.tar.gz") as tar:
        assert [name for name in tar.getnames() if "search" in name] == []
