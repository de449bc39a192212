"""The rules of records, custody and rights on plain values."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from naves.domains.catalogue.enums import (
    Aspect,
    Holder,
    Publication,
    Recovery,
    Right,
    Stage,
    WarningKind,
)
from naves.domains.catalogue.rules.distributions import DistributionValues, distribution_problems, terms_problems
from naves.domains.catalogue.rules.estate import EntryValues, entry_problems, last_day_to_give_notice
from naves.domains.catalogue.rules.iris import is_iri
from naves.domains.catalogue.rules.odrl import PolicyFacts, policy
from naves.domains.catalogue.rules.plans import steps_from
from naves.domains.catalogue.rules.quality import DistributionFacts, RecordFacts, quality_report
from naves.domains.catalogue.rules.records import publishing_problems, record_problems, tidy
from naves.domains.catalogue.rules.reference import exit_clauses, plan_templates
from naves.domains.catalogue.rules.rehearsal import SchemaColumn, schema_problems
from naves.domains.catalogue.rules.series import closes_circle
from naves.domains.catalogue.rules.stages import ORDER, stage_of, standing_of
from naves.domains.catalogue.rules.territory import place_iri
from naves.domains.catalogue.rules.vocabulary import CC_BY, HVD_ACT
from naves.domains.catalogue.rules.warnings import AHEAD, due_warning
from tests.factories.catalogue import make_record_values

TODAY = date(2026, 11, 24)
OWNED: dict[Aspect, str] = {Aspect.RIGHT: Right.OWNED}
FACTS = {
    Aspect.HOLDER: [None, *Holder],
    Aspect.RIGHT: [None, *Right],
    Aspect.RECOVERY: [None, *Recovery],
    Aspect.PUBLICATION: [None, *Publication],
}


def all_facts() -> list[dict[Aspect, str]]:
    return [
        {aspect: value for aspect, value in zip(FACTS, values, strict=True) if value is not None}
        for values in product(*FACTS.values())
    ]


@pytest.mark.parametrize(
    ("facts", "stage"),
    [
        ({}, None),
        ({Aspect.HOLDER: Holder.VENDOR}, None),
        ({Aspect.HOLDER: Holder.VENDOR, Aspect.RIGHT: Right.ACCESS}, Stage.HELD),
        ({Aspect.HOLDER: Holder.VENDOR, Aspect.RIGHT: Right.OWNED}, Stage.ON_PAPER),
        (
            {Aspect.HOLDER: Holder.VENDOR, Aspect.RIGHT: Right.OWNED, Aspect.RECOVERY: Recovery.REHEARSED},
            Stage.RECOVERED,
        ),
        ({Aspect.HOLDER: Holder.OWNER, Aspect.RIGHT: Right.OWNED}, Stage.RECOVERED),
        (
            {Aspect.HOLDER: Holder.OWNER, Aspect.RIGHT: Right.OWNED, Aspect.PUBLICATION: Publication.OPEN},
            Stage.PUBLISHED,
        ),
        ({Aspect.RIGHT: Right.NONE, Aspect.PUBLICATION: Publication.OPEN}, Stage.HELD),
    ],
)
def test_the_stage_follows_from_the_facts(facts: dict[Aspect, str], stage: Stage | None) -> None:
    assert stage_of(facts) == stage


def test_a_better_fact_never_sets_a_dataset_back() -> None:
    better = {
        Aspect.RIGHT: [Right.NONE, Right.ACCESS, Right.OWNED],
        Aspect.RECOVERY: [Recovery.NEVER, Recovery.REHEARSED, Recovery.CONTINUOUS],
        Aspect.PUBLICATION: [Publication.NONE, Publication.REQUEST, Publication.OPEN],
    }
    for facts in all_facts():
        for aspect, order in better.items():
            stages = [stage_of({**facts, aspect: value}) for value in order]
            ranks = [ORDER.index(stage) for stage in stages if stage is not None]
            assert ranks == sorted(ranks), facts


def test_a_missing_fact_is_named_and_filling_it_in_tells_more() -> None:
    for facts in all_facts():
        standing = standing_of(facts)
        if standing.stage is None:
            assert standing.missing
            assert not set(standing.missing) & set(facts)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("https://www.litovel.eu/data?a=1#x", True),
        ("https://data.gov.cz/podmínky-užití/neobsahuje-osobní-údaje/", True),
        ("https://data.example/soubor s mezerou.csv", False),
        ("https://data.example/%zz", False),
        ("https://data.example/<x>", False),
        ("https:///cesta", False),
        ("http://[::1", False),
        ("https://host:99999/", False),
        ("javascript:alert(1)", False),
        ("ftp://data.example/x", False),
        ("", False),
        ("https://x.cz/" + "a" * 700, False),
    ],
)
def test_a_bad_iri_is_refused_at_the_door(text: str, good: bool) -> None:
    assert is_iri(text) is good


@settings(max_examples=100)
@given(st.text(max_size=40))
def test_what_passes_as_an_iri_can_stand_in_turtle(text: str) -> None:
    candidate = f"https://x.cz/{text}"
    if is_iri(candidate):
        assert not set(candidate) & set(' <>"{}|\\^`\n\r\t')


def test_a_published_record_holds_what_the_norm_asks_for() -> None:
    assert publishing_problems(make_record_values(), distributions=1) == []
    thin = make_record_values(description_cs="", themes=(), frequency="", keywords_cs=())
    assert [problem.field for problem in publishing_problems(thin, distributions=1)] == [
        "description_cs", "themes", "frequency", "keywords_cs",
    ]  # fmt: skip
    hvd = make_record_values(hvd_categories=("c_b79e35eb",))
    assert [problem.field for problem in publishing_problems(hvd, distributions=0)] == ["hvd_categories"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title_cs": " "}, "title_cs"),
        ({"title_cs": "x" * 501}, "title_cs"),
        ({"themes": ("DOPRAVA",)}, "themes"),
        ({"frequency": "jednou za čas"}, "frequency"),
        ({"hvd_categories": ("mobilita",)}, "hvd_categories"),
        ({"legislation": ("zákon č. 106/1999 Sb.",)}, "legislation"),
        ({"contact_email": "kdosi"}, "contact_email"),
        ({"documentation": "www.litovel.eu"}, "documentation"),
        ({"temporal_from": date(2026, 2, 1), "temporal_to": date(2026, 1, 1)}, "temporal_to"),
        ({"temporal_resolution": "denně"}, "temporal_resolution"),
        ({"keywords_cs": tuple(f"slovo {n}" for n in range(201))}, "keywords_cs"),
    ],
)
def test_a_bad_value_is_told_at_its_field(changes: dict[str, Any], field: str) -> None:
    assert [problem.field for problem in record_problems(tidy(make_record_values(**changes)))] == [field]


def test_a_distribution_is_a_file_or_a_service() -> None:
    file = DistributionValues(download_url="https://x.cz/a.csv", access_url="https://x.cz/a.csv")
    service = DistributionValues(kind="service")
    assert distribution_problems(file, has_file=False, has_service=False) == []
    assert distribution_problems(service, has_file=False, has_service=True) == []
    for values, flags in (
        (file, {"has_file": False, "has_service": True}),
        (service, {"has_file": False, "has_service": False}),
        (service, {"has_file": True, "has_service": True}),
    ):
        assert [problem.code for problem in distribution_problems(values, **flags)] == ["file_or_service"]


def test_terms_are_complete_on_four_axes_and_a_licence_names_its_author() -> None:
    assert terms_problems(DistributionValues()) == []
    assert [problem.field for problem in terms_problems(DistributionValues(terms_work=""))] == ["terms_work"]
    by = DistributionValues(terms_work=CC_BY)
    assert [problem.field for problem in terms_problems(by)] == ["terms_work_author"]


@settings(max_examples=60)
@given(st.dates(date(1995, 1, 1), date(2090, 1, 1)), st.integers(0, 60))
def test_notice_in_time_reaches_the_end_of_the_contract(end: date, months: int) -> None:
    last = last_day_to_give_notice(end, months)
    assert last is not None
    assert 28 * months <= (end - last).days + 3
    assert (end - last).days <= 31 * months


def test_a_contract_without_an_end_has_no_day_of_it() -> None:
    wrong = EntryValues(is_open_ended=True, contract_end=TODAY, notice_months=61, records=-1, personal_data="maybe")
    assert {problem.field for problem in entry_problems(wrong)} == {
        "contract_end", "notice_months", "records", "personal_data",
    }  # fmt: skip
    assert last_day_to_give_notice(None, 3) is None


@settings(max_examples=60)
@given(st.sampled_from(list(WarningKind)), st.integers(-10, 400))
def test_a_warning_is_due_at_the_nearest_threshold(kind: WarningKind, left: int) -> None:
    due = due_warning(kind, TODAY + timedelta(days=left), today=TODAY)
    reached = [days for days in AHEAD[kind] if 0 <= left <= days]
    assert (due.days_ahead if due else None) == (min(reached) if reached else None)


def test_series_never_stand_in_a_circle() -> None:
    parents = {"a": None, "b": "a", "c": "b"}
    assert closes_circle("a", "c", parents)
    assert closes_circle("a", "a", parents)
    assert not closes_circle("c", "a", parents)
    assert closes_circle("d", "x", {"x": "y", "y": "x"})


def test_a_policy_holds_what_odrl_requires() -> None:
    facts = PolicyFacts(
        uid="urn:uuid:1",
        targets=["https://x.cz/data/datasets/1"],
        action="write",
        purpose="Studie",
        assigner="urn:uuid:2",
        assigner_name="Litovel",
        assignee="urn:uuid:3",
        assignee_name="Univerzita",
        first_day=None,
        last_day=TODAY,
    )
    made = policy(facts)
    assert made["@context"] == "http://www.w3.org/ns/odrl.jsonld"
    assert (made["@type"], made["uid"]) == ("Agreement", "urn:uuid:1")
    assert [rule["action"] for rule in made["permission"]] == ["read", "modify"]
    for rule in made["permission"]:
        assert {"target", "action", "assigner", "assignee", "constraint"} == set(rule)
        for constraint in rule["constraint"]:
            assert {"leftOperand", "operator", "rightOperand"} == set(constraint)
    anybody = policy(replace(facts, assignee=None))
    assert anybody["@type"] == "Offer"
    assert "assignee" not in anybody["permission"][0]


def test_templates_and_clauses_are_whole_and_in_czech() -> None:
    assert set(plan_templates()) == {"parking", "waste", "lighting", "general"}
    for template in plan_templates().values():
        steps = steps_from(template, begun_on=TODAY)
        assert {step.aspect for step in steps} >= {"right", "recovery", "publication"}
        assert [step.deadline for step in steps] == sorted(step.deadline for step in steps if step.deadline)
    codes = [clause.code for clause in exit_clauses().clauses]
    assert len(codes) == len(set(codes)) >= 10
    assert sum(clause.is_essential for clause in exit_clauses().clauses) >= 3


def test_the_quality_report_says_what_to_fix_first() -> None:
    empty = quality_report(RecordFacts(), today=TODAY)
    assert empty.score == 0 or empty.score < 0.2
    assert [problem.code for problem in empty.to_fix][:2] == ["data", "terms"]
    csv = DistributionFacts(
        format="CSV", terms_complete=True, licence=CC_BY, schema_url="https://x.cz/s", legislation=[HVD_ACT]
    )
    whole = RecordFacts(
        title_en="Parking", description_cs="x" * 100, description_en="x", keywords_cs=["a", "b", "c"], themes=["TRAN"],
        frequency="MONTHLY", spatial=["x"], has_time=True, contact_email="a@b.cz", documentation="https://x.cz",
        legislation=[HVD_ACT], hvd_categories=["c_b79e35eb"], data_on=TODAY, distributions=[csv],
    )  # fmt: skip
    assert quality_report(whole, today=TODAY).score == 1
    stale = quality_report(whole, today=TODAY + timedelta(days=63))
    assert [problem.code for problem in stale.to_fix] == ["fresh"]


def test_a_schema_names_each_column_once_and_with_a_known_kind() -> None:
    assert schema_problems([SchemaColumn(name="id", kind="integer")]) == []
    wrong = [SchemaColumn(name="id"), SchemaColumn(name="id", kind="číslo"), SchemaColumn(name=" ")]
    assert [problem.code for problem in schema_problems(wrong, tolerance_percent=51)] == [
        "schema_column", "schema_kind", "schema_column", "schema_tolerance",
    ]  # fmt: skip
    assert [problem.code for problem in schema_problems([])] == ["schema_columns"]


def test_places_have_iris_of_the_register() -> None:
    assert place_iri("municipality", "503444") == "https://linked.cuzk.cz/resource/ruian/obec/503444"
    assert place_iri("region", "CZ071") == "https://linked.cuzk.cz/resource/ruian/vusc/124"
    assert place_iri("state", "CZ") == "https://linked.cuzk.cz/resource/ruian/stat/1"
    assert place_iri("orp", "7107") == ""
