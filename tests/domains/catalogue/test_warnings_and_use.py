"""Warnings go out once; uses of a right are noted; what is kept about people is on record."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.core.files.base import ContentFile

from naves.domains.accounts.models import AuditEntry
from naves.domains.accounts.privacy import JOBS, record_of_processing
from naves.domains.catalogue.enums import GrantAction, RecordStatus
from naves.domains.catalogue.events import DatasetsChanged
from naves.domains.catalogue.models import (
    CustodyWarning,
    DataService,
    Dataset,
    Distribution,
    HarvestSource,
    TypeBinding,
)
from naves.domains.catalogue.operations import recovery
from naves.domains.catalogue.operations.bindings import bind_type, free_type
from naves.domains.catalogue.operations.catalogues import CatalogueValues, describe_catalogue
from naves.domains.catalogue.operations.datasets import create_dataset, edit_dataset, publish_dataset, values_of
from naves.domains.catalogue.operations.grants import give_grant, revoke_grant
from naves.domains.catalogue.operations.series import create_series, edit_series
from naves.domains.catalogue.operations.stored import Rendered, store_records
from naves.domains.catalogue.operations.tenants import found_tenant
from naves.domains.catalogue.operations.use import use_data, uses_of
from naves.domains.catalogue.operations.warning import warn_of_custody
from naves.domains.catalogue.personal_data import PERSONAL_DATA
from naves.domains.catalogue.queries.estate import who_has_our_data
from naves.domains.catalogue.queries.policies import policies_of
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.catalogue.rules.tenants import TenantValues
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.queries import actor_for
from naves.kernel.errors import Conflict, NotAllowed, Refused
from tests.domains.needs.support import heard
from tests.factories.accounts import AT
from tests.factories.catalogue import make_dataset, make_distribution, make_held, make_record_values, make_town
from tests.factories.organisations import MembershipFactory, OrganisationFactory, make_stranger

pytestmark = pytest.mark.django_db


def manager_of(dataset: Dataset) -> Actor:
    return actor_for(MembershipFactory(organisation=dataset.owner, role=MemberRole.MANAGER).user)


def test_each_warning_goes_out_once_to_those_who_act(mailoutbox: list[Any], settings: Any) -> None:
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    held = make_held()
    MembershipFactory(organisation=held.owner, role=MemberRole.EDITOR)
    MembershipFactory(organisation=held.owner, role=MemberRole.MEMBER)
    assert warn_of_custody(AT) == 1
    assert warn_of_custody(AT + timedelta(days=1)) == 0
    assert warn_of_custody(AT + timedelta(days=100)) == 2
    assert sorted(CustodyWarning.objects.values_list("kind", "days_ahead")) == [
        ("contract_end", 180), ("contract_end", 365), ("notice", 30),
    ]  # fmt: skip
    assert len(mailoutbox) == 3
    assert "Parkování Morava" in mailoutbox[0].body
    assert JOBS["custody_warnings"] is warn_of_custody


def test_a_step_is_warned_of_before_its_deadline_and_not_when_it_is_closed() -> None:
    plan = recovery.begin_plan(actor=SYSTEM, at=AT, dataset=make_dataset(), template="general")
    assert warn_of_custody(AT) == 1
    for step in plan.steps.all():
        recovery.close_step(actor=SYSTEM, at=AT, step=step, outcome="Hotovo.")
    assert warn_of_custody(AT + timedelta(days=12)) == 0


def test_a_right_lets_use_until_it_is_revoked_and_every_use_is_noted() -> None:
    dataset, partner = make_dataset(publish=True), OrganisationFactory(name="Univerzita")
    researcher = actor_for(MembershipFactory(organisation=partner, role=MemberRole.MEMBER).user)
    values = GrantValues(
        subject_kind="organisation", action="read", purpose="Studie dopravy", organisation_id=partner.pk
    )
    grant = give_grant(actor=manager_of(dataset), at=AT, target=dataset, values=values)
    assert use_data(actor=researcher, at=AT, dataset=dataset, action=GrantAction.READ, what="a.csv") == grant
    with pytest.raises(NotAllowed):
        use_data(actor=researcher, at=AT, dataset=dataset, action=GrantAction.WRITE, what="a.csv")
    with pytest.raises(NotAllowed):
        use_data(actor=make_stranger(), at=AT, dataset=dataset, action=GrantAction.READ, what="a.csv")
    assert [line.after["what"] for line in uses_of(grant)] == ["a.csv"]
    listed = who_has_our_data(dataset.owner, AT)
    assert [(one.who, one.purpose) for one in listed] == [("Univerzita", "Studie dopravy")]
    assert policies_of(SYSTEM, dataset)[0]["uid"] == f"urn:uuid:{grant.pk}"
    revoke_grant(actor=manager_of(dataset), at=AT, grant=grant)
    with pytest.raises(NotAllowed):
        use_data(actor=researcher, at=AT, dataset=dataset, action=GrantAction.READ, what="a.csv")
    assert who_has_our_data(dataset.owner, AT) == []


def test_a_type_of_the_hub_belongs_to_one_dataset_and_registers_its_service() -> None:
    dataset = make_dataset()
    manager = manager_of(dataset)
    tenant = found_tenant(actor=manager, at=AT, owner=dataset.owner, values=TenantValues("lhota", "Lhota", ""))
    kind = "https://smartdatamodels.org/dataModel.Parking/OffStreetParking"
    binding = bind_type(actor=manager, at=AT, dataset=dataset, tenant=tenant, entity_type=kind)
    part = dataset.distributions.get()
    assert (part.kind, part.service.tenant) == ("service", tenant)
    with pytest.raises(Conflict):
        bind_type(actor=manager, at=AT, dataset=dataset, tenant=tenant, entity_type=kind)
    stranger = make_dataset(make_town("Jinde"))
    with pytest.raises(NotAllowed):
        bind_type(actor=SYSTEM, at=AT, dataset=stranger, tenant=tenant, entity_type=kind)
    free_type(actor=manager, at=AT, binding=binding)
    assert (TypeBinding.objects.count(), DataService.objects.count(), Distribution.objects.count()) == (0, 0, 0)


def test_series_never_close_a_circle() -> None:
    town = make_town()
    values = make_record_values()
    above = create_series(actor=SYSTEM, at=AT, owner=town, values=values, publish=True)
    below = create_series(actor=SYSTEM, at=AT, owner=town, values=values, parent=above)
    with pytest.raises(Refused):
        edit_series(actor=SYSTEM, at=AT, series=above, values=values, parent=below)


def test_a_published_record_cannot_be_made_thin_and_a_thin_one_cannot_be_published() -> None:
    dataset = make_dataset(publish=True)
    assert dataset.status == RecordStatus.PUBLISHED
    with pytest.raises(Refused):
        edit_dataset(actor=SYSTEM, at=AT, dataset=dataset, values=make_record_values(themes=()))
    thin = make_dataset(dataset.owner, description_cs="")
    with pytest.raises(Refused):
        publish_dataset(actor=SYSTEM, at=AT, dataset=thin)
    lacking = make_dataset(dataset.owner)
    make_distribution(lacking, terms_work="")
    with pytest.raises(Refused):
        publish_dataset(actor=SYSTEM, at=AT, dataset=lacking)


def test_facets_follow_the_record_and_its_files() -> None:
    dataset = make_dataset(publish=True)
    assert sorted(dataset.facets.values_list("kind", "value"))[:2] == [("format", "CSV"), ("keyword", "doprava")]
    values = values_of(dataset)
    edit_dataset(actor=SYSTEM, at=AT, dataset=dataset, values=make_record_values(keywords_cs=("auta",)))
    assert list(dataset.facets.filter(kind="keyword").values_list("value", flat=True)) == ["auta"]
    assert values.keywords_cs[0] == "parkování"


def test_a_harvested_record_keeps_its_identity_and_what_we_have_no_field_for() -> None:

    town = make_town()
    source = HarvestSource.objects.create(organisation=town, title="Kraj", url="https://k.cz/", created_at=AT)
    dataset = create_dataset(
        actor=SYSTEM, at=AT, owner=town, values=make_record_values(extras={"dct:provenance": "x"}), source=source,
        source_iri="https://k.cz/1",
    )  # fmt: skip
    assert (dataset.source_iri, dataset.extras) == ("https://k.cz/1", {"dct:provenance": "x"})


def test_what_is_rendered_anew_takes_the_place_of_what_was_kept() -> None:
    dataset = make_dataset()
    for bodies in ((("nt", "<a> <b> <c> ."), ("jsonld", "{}")), (("nt", ""),)):
        rendered = [Rendered(dataset.pk, "dcat-ap/3.0.1", syntax, body) for syntax, body in bodies]
        assert store_records(dataset_ids=[dataset.pk], rendered=rendered, at=AT) == len(bodies)
    assert list(dataset.stored.values_list("syntax", "body")) == [("nt", "")]


def test_a_catalogue_described_anew_is_told_with_its_datasets() -> None:
    dataset = make_dataset(publish=True)
    make_dataset(dataset.owner)
    values = CatalogueValues(title_cs="Data obce")
    with heard(DatasetsChanged) as told:
        describe_catalogue(actor=SYSTEM, at=AT, owner=dataset.owner, values=values)
    assert told == [DatasetsChanged((dataset.pk,), AT)]


def test_a_file_of_ours_has_a_checksum_and_an_address(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    part = make_distribution(make_dataset(), file=ContentFile(b"a;b\n1;2\n", name="data.csv"), format="")
    assert (part.format, part.byte_size, len(part.checksum)) == ("CSV", 8, 64)
    assert part.download_url.endswith(f"/catalogue/files/{part.pk}/")
    with pytest.raises(Refused):
        make_distribution(make_dataset(), file=ContentFile(b"\0\0\0", name="data.csv"))


def test_every_write_left_an_audit_line() -> None:
    make_held()
    actions = set(AuditEntry.objects.values_list("action", flat=True))
    assert {"dataset.create", "estate.describe", "custody.holder", "custody.right", "custody.recovery"} <= actions


def test_every_declared_personal_field_exists_and_every_link_to_people_is_on_record() -> None:
    for entry in PERSONAL_DATA:
        assert apps.get_model(entry.model)._meta.get_field(entry.field).name == entry.field
    recorded = {(entry.model, entry.field) for entry in record_of_processing()}
    links = {
        (model._meta.label, field.name)
        for model in apps.get_app_config("catalogue").get_models()
        for field in model._meta.concrete_fields
        if field.related_model is not None and field.related_model._meta.label == "accounts.User"
    }
    assert links
    assert links <= recorded
