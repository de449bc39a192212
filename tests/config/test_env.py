"""Settings from the environment."""

from pathlib import Path

import pytest

from naves.config.checks import refuse_demonstration_settings
from naves.config.env import BadSetting, read
from naves.config.secrets import machine_secret

PRODUCTION = {
    "NAVES_SECRET_KEY": "k" * 64,
    "NAVES_HOSTS": "naves.example",
    "NAVES_DATABASE_URL": "postgresql://naves@127.0.0.1/naves",
}


def test_without_any_variable_an_embedded_czech_site_on_port_8000_is_meant() -> None:
    found = read({})
    assert (found.port, found.language, found.demonstration) == (8000, "cs", False)
    assert found.database_url == f"sqlite:///{found.data_dir / 'naves.sqlite3'}"


def test_hosts_are_listed_with_commas() -> None:
    found = read({"NAVES_HOSTS": "naves.example, www.naves.example", "NAVES_HARVEST_ALLOWED_HOSTS": "10.0.0.7:8080,"})
    assert (found.hosts, found.harvest_hosts) == (("naves.example", "www.naves.example"), ("10.0.0.7:8080",))


@pytest.mark.parametrize(
    ("name", "value"), [("NAVES_PORT", "http"), ("NAVES_PORT", "70000"), ("NAVES_PORT", "0"), ("NAVES_LANGUAGE", "de")]
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    with pytest.raises(BadSetting, match=f"{name} is '{value}'"):
        read({name: value})


def test_production_starts_with_production_settings() -> None:
    refuse_demonstration_settings(read(PRODUCTION))


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"NAVES_SECRET_KEY": "short"}, "NAVES_SECRET_KEY"),
        ({"NAVES_HOSTS": ""}, "NAVES_HOSTS"),
        ({"NAVES_DATABASE_URL": "sqlite:///x"}, "NAVES_DATABASE_URL"),
        ({"NAVES_DEMONSTRATION": "1"}, "NAVES_DEMONSTRATION"),
    ],
)
def test_production_refuses_to_start_with_demonstration_settings(change: dict[str, str], named: str) -> None:
    with pytest.raises(BadSetting, match=named):
        refuse_demonstration_settings(read({**PRODUCTION, **change}))


def test_the_machine_secret_is_made_once_and_readable_by_its_owner_only(tmp_path: Path) -> None:
    first = machine_secret(tmp_path / "new")
    assert len(first) > 50
    assert machine_secret(tmp_path / "new") == first
    assert (tmp_path / "new" / "secret-key").stat().st_mode & 0o777 == 0o600
