"""What needs keep about people, and what becomes of it when a person is erased."""

import pytest
from django.apps import apps

from naves.domains.accounts.privacy import erase_person, export_person, record_of_processing
from naves.domains.needs import operations
from naves.domains.needs.models import Need, NeedFollower
from naves.domains.needs.personal_data import PERSONAL_DATA
from tests.factories.accounts import AT, UserFactory
from tests.factories.needs import make_need
from tests.factories.organisations import make_stranger, user_of

pytestmark = pytest.mark.django_db


def test_every_declared_field_exists() -> None:
    for entry in PERSONAL_DATA:
        assert apps.get_model(entry.model)._meta.get_field(entry.field).name == entry.field


def test_every_link_from_needs_to_people_is_on_record() -> None:
    recorded = {(entry.model, entry.field) for entry in record_of_processing()}
    links = {
        (model._meta.label, field.name)
        for model in apps.get_app_config("needs").get_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None and field.related_model._meta.label == "accounts.User"
    }
    assert links
    assert links <= recorded


def test_an_erased_person_follows_nothing_and_what_they_voiced_stays_without_a_name() -> None:
    citizen = make_stranger()
    need = make_need(actor=citizen)
    operations.follow(actor=citizen, at=AT, need=need)
    user, administrator = user_of(citizen), UserFactory(is_superuser=True)
    exported = export_person(user=user, by=administrator)["records"]
    assert {"needs.Need", "needs.NeedFollower"} <= set(exported)
    erase_person(user=user, by=administrator, at=AT)
    assert not NeedFollower.objects.exists()
    kept = Need.objects.select_related("created_by").get()
    assert kept.created_by is not None
    assert kept.created_by.name == ""
