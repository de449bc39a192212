"""The house's borders that a machine can check, beyond the import contracts in pyproject.toml."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db.models import ForeignKey, ManyToManyField, OneToOneField

from tests.support.tree import ROOT, committed_files, python_sources

ORDER = {domain: height for height, domain in enumerate(reversed(settings.DOMAINS))}
LONGEST_MODULE = 400


def test_a_foreign_key_points_to_the_same_or_a_lower_domain() -> None:
    upward = [
        f"{model.__name__}.{field.name} → {field.related_model.__name__}"
        for domain in settings.DOMAINS
        for model in apps.get_app_config(domain).get_models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey | OneToOneField | ManyToManyField)
        and (target := field.related_model._meta.app_label) in ORDER
        and ORDER[target] > ORDER[domain]
    ]
    assert upward == []


def test_every_domain_has_its_rooms_and_says_what_it_is() -> None:
    missing = [
        f"{domain}/{name}"
        for domain in settings.DOMAINS
        for name in ("README.md", "queries", "operations")
        if not any(Path(ROOT, "src/naves/domains", domain).glob(f"{name.removesuffix('.md')}*"))
    ]
    assert missing == []


def test_no_module_is_longer_than_a_newcomer_reads_in_one_go() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in python_sources()
        if "migrations" not in path.parts and (lines := len(path.read_text().splitlines())) > LONGEST_MODULE
    }
    assert long == {}


def test_no_committed_file_names_a_download_host_in_its_pins() -> None:
    pins = [path for path in committed_files() if path.parent.name == "requirements"]
    assert pins
    assert [path.name for path in pins if "://" in path.read_text()] == []


def test_migrations_are_complete(db: None) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)
