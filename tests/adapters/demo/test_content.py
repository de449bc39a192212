"""The demonstration country's files: whole, consistent with one another, and full enough for every page."""

from __future__ import annotations

import csv
import json
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).parents[3] / "src" / "naves" / "adapters" / "demo" / "data"
TODAY = "2026-11-23"
THEMES = {
    "mobility",
    "housing",
    "social",
    "health",
    "education",
    "safety",
    "public_space",
    "environment",
    "energy",
    "waste",
    "digital",
    "economy",
    "culture",
}
GROUPS = {
    "children",
    "youth",
    "seniors",
    "disabled",
    "low_income",
    "minorities",
    "commuters",
    "families",
    "entrepreneurs",
    "everyone",
}
EVIDENCE_KINDS = {"post", "survey", "resolution", "petition", "indicator_gap", "phone_note"}
ORGANISATION_KINDS = {
    "ministry",
    "region",
    "municipality",
    "state_body",
    "company",
    "university",
    "ngo",
    "citizens",
    "other",
}
PROOF_OF_LEVEL = {
    "1": {"strategy_text"},
    "2": {"measure_plan"},
    "3": {"approved_budget", "signed_agreement", "running_experiment"},
    "4": {"indicator_target", "experiment_verdict"},
}


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def document(name: str) -> Any:
    return json.loads((DATA / name).read_text(encoding="utf-8"))


def by_key(name: str, key: str = "key") -> dict[str, dict[str, str]]:
    return {row[key]: row for row in rows(name)}


@cache
def targets() -> dict[tuple[str, str, str, str], tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]:
    """(strategy, version, goal|measure, code) → (strategy, version, goal or measure)."""
    found = {}
    for strategy in document("strategies.json"):
        for version in strategy["versions"]:
            where = (strategy["identifier"], str(version["number"]))
            for goal in version["goals"]:
                found[(*where, "goal", goal["code"])] = (strategy, version, goal)
                for measure in goal["measures"]:
                    found[(*where, "measure", measure["code"])] = (strategy, version, measure)
    return found


def target_of(response: dict[str, str]) -> tuple[dict[str, Any], dict[str, Any], dict[str, Any]]:
    return targets()[response["strategy"], response["version"], response["target_kind"], response["target"]]


def in_order(*days: str | None) -> bool:
    known = [date.fromisoformat(day) for day in days if day]
    return known == sorted(known)


@pytest.mark.parametrize("name", ["towns.csv", "needs.csv", "evidence.csv", "responses.csv", "levels.csv"])
def test_tables_have_no_ragged_row_and_no_doubled_space(name: str) -> None:
    for row in rows(name):
        assert None not in {*row, *row.values()}, row
        assert all(value == value.strip() and "  " not in value for value in row.values()), row


def test_towns_are_unique_and_lie_in_all_regions_and_districts() -> None:
    towns = rows("towns.csv")
    assert len({town["geonameid"] for town in towns}) == len(towns)
    assert 600 <= len(towns) <= 900
    assert len({town["region"] for town in towns}) == 14
    assert len({town["district"] for town in towns}) == 77
    assert all(town["district"].startswith(town["region"]) for town in towns)


def test_needs_name_towns_themes_and_groups_that_exist() -> None:
    towns = by_key("towns.csv", "geonameid")
    for need in rows("needs.csv"):
        shares = {name: float(share) for name, share in (part.split(":") for part in need["themes"].split(";"))}
        assert need["town"] in towns, need
        assert shares.keys() <= THEMES, need
        assert sum(shares.values()) == pytest.approx(1), need
        assert set(need["groups"].split(";")) <= GROUPS, need
        assert need["severity"] in {"1", "2", "3"}, need
        assert need["severity_reason"], need
        assert need["voiced_by"] in {"citizen", "town", "organisation", "indicator_gap"}, need
        assert not need["people"] or 0 < int(need["people"]) <= int(towns[need["town"]]["population"]), need
        assert bool(need["title_en"]) == bool(need["description_en"]), need


def test_needs_are_many_varied_and_no_two_share_a_title_or_a_description() -> None:
    needs = rows("needs.csv")
    assert len(needs) >= 400
    assert len({need["title"].casefold() for need in needs}) == len(needs)
    assert len({need["description"].casefold() for need in needs}) == len(needs)
    assert max(len(need["title"]) for need in needs) <= 90
    assert {theme.split(":")[0] for need in needs for theme in need["themes"].split(";")} == THEMES
    assert len({by_key("towns.csv", "geonameid")[need["town"]]["region"] for need in needs}) == 14
    assert sum(count >= 5 for count in Counter(need["town"] for need in needs).values()) >= 10


def test_a_needs_dates_follow_one_another_and_its_fate_has_a_reason() -> None:
    needs = by_key("needs.csv")
    for need in needs.values():
        assert in_order(need["voiced_on"], need["published_on"], need["fate_on"], TODAY), need
        fate, _, other = need["fate"].partition(":")
        assert fate in {"open", "answered", "withdrawn", "merged"}, need
        assert bool(need["fate_on"]) == bool(need["fate_reason"]) == (fate != "open"), need
        if fate == "merged":
            assert needs[other]["town"] == need["town"], need
            assert needs[other]["fate"] in {"open", "answered"}, need


def test_evidence_belongs_to_a_need_or_waits_in_the_inbox_of_a_town() -> None:
    needs, towns = by_key("needs.csv"), by_key("towns.csv", "geonameid")
    evidence = rows("evidence.csv")
    assert len({piece["key"] for piece in evidence}) == len(evidence) >= 500
    for piece in evidence:
        assert piece["kind"] in EVIDENCE_KINDS, piece
        assert bool(piece["need"]) != bool(piece["town"]), piece
        assert (piece["need"] in needs) or (piece["town"] in towns), piece
        assert all((piece["source"], piece["text"])), piece
        assert in_order(piece["occurred_on"], TODAY), piece
        assert not piece["people"] or int(piece["people"]) > 0, piece


def test_strategies_cover_places_and_people_that_exist() -> None:
    towns = by_key("towns.csv", "geonameid")
    regions = {town["region"] for town in towns.values()}
    organisations = {item["key"] for item in document("organisations.json")["organisations"]}
    assert len(document("strategies.json")) == 12
    assert sum(kind == "measure" for _, _, kind, _ in targets()) >= 150
    for strategy in document("strategies.json"):
        assert strategy["owner"] in organisations, strategy["identifier"]
        assert all(place == "CZ" or place in regions or str(place) in towns for place in strategy["places"])


def test_strategy_versions_run_in_order_and_measures_share_known_themes() -> None:
    for strategy, version, item in targets().values():
        assert version["status"] in {"draft", "approved", "superseded", "withdrawn"}
        assert in_order(version["approved_on"], version["in_force_from"], version["in_force_to"]), strategy["title"]
        assert (version["in_force_from"] is None) == (version["status"] == "draft")
        assert set(item["themes"]) <= THEMES, item["code"]
        assert sum(item["themes"].values()) == pytest.approx(1), item["code"]


def test_indicator_readings_come_after_the_baseline_and_name_towns() -> None:
    towns = by_key("towns.csv", "geonameid")
    for _, _, item in targets().values():
        for indicator in item.get("indicators", []):
            assert in_order(indicator["baseline_on"], indicator["target_on"]), indicator
            for reading in indicator["readings"]:
                assert str(reading["place"]) in towns, indicator
                assert in_order(indicator["baseline_on"], reading["on"], TODAY), indicator


def test_responses_link_a_need_with_a_strategy_that_covers_its_town() -> None:
    needs, towns = by_key("needs.csv"), by_key("towns.csv", "geonameid")
    links = [tuple(row[name] for name in ("need", "strategy", "version", "target")) for row in rows("responses.csv")]
    assert len(set(links)) == len(links) >= 300
    for response in rows("responses.csv"):
        need = needs[response["need"]]
        strategy, version, _ = target_of(response)
        town = towns[need["town"]]
        assert {"CZ", town["region"], int(town["geonameid"])} & set(strategy["places"]), response
        assert in_order(need["published_on"], response["proposed_on"], response["confirmed_on"], TODAY), response
        assert in_order(response["confirmed_on"], response["withdrawn_on"], TODAY), response
        assert bool(response["withdrawn_on"]) == bool(response["withdrawn_reason"]), response
        if response["confirmed_on"]:
            assert in_order(version["in_force_from"], response["confirmed_on"], version["in_force_to"]), response


def test_over_a_third_of_the_published_needs_has_no_response() -> None:
    published = {need["key"] for need in rows("needs.csv") if need["published_on"]}
    answered = {response["need"] for response in rows("responses.csv")}
    assert len(published - answered) / len(published) >= 0.35


def test_every_confirmed_response_claims_a_level_and_no_proposal_does() -> None:
    claimed = {level["response"] for level in rows("levels.csv")}
    assert claimed == {row["key"] for row in rows("responses.csv") if row["confirmed_on"]}


def test_a_level_rests_on_the_kind_of_evidence_that_it_needs() -> None:
    responses, needs = by_key("responses.csv"), by_key("needs.csv")
    for level in rows("levels.csv"):
        response = responses[level["response"]]
        _, _, target = target_of(response)
        assert level["evidence_kind"] in PROOF_OF_LEVEL[level["level"]], level
        assert level["evidence_text"], level
        assert in_order(response["confirmed_on"], level["recorded_on"], level["withdrawn_on"], TODAY), level
        assert in_order(level["valid_from"], level["lapses_on"]), level
        assert bool(level["withdrawn_on"]) == bool(level["withdrawn_reason"]), level
        if level["level"] != "1":
            assert all((target["responsible_body"], target["deadline"])), level
        if level["level"] == "4":
            assert reached(target, needs[response["need"]]["town"]), level


def reached(measure: dict[str, Any], town: str) -> bool:
    return any(
        reading["value"] >= indicator["target"]
        if indicator["target"] > indicator["baseline"]
        else reading["value"] <= indicator["target"]
        for indicator in measure["indicators"]
        for reading in indicator["readings"]
        if str(reading["place"]) == town
    )


def test_organisations_and_logins_are_marked_as_demonstration() -> None:
    content = document("organisations.json")
    organisations = {item["key"]: item for item in content["organisations"]}
    assert len(organisations) == len(content["organisations"]) >= 40
    assert all(item["kind"] in ORGANISATION_KINDS for item in organisations.values())
    assert all("ukáz" in item["name"].lower() for item in organisations.values())
    for person in content["people"]:
        assert person["email"].endswith("@ukazka.example")
        assert all(member["organisation"] in organisations for member in person["memberships"])


def test_indicators_have_a_direction_a_theme_and_both_languages() -> None:
    for indicator in document("indicators.json")["indicators"]:
        assert indicator["direction"] in {"higher_is_worse", "higher_is_better"}
        assert indicator["theme"] in THEMES
        assert indicator["minimum"] < indicator["gap_threshold"] < indicator["maximum"]
        assert all(indicator[name] for name in ("name_cs", "name_en", "description_cs", "description_en"))
