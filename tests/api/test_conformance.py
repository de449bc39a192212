"""Requests made up from the contract, right and wrong ones: no failure of ours, every answer as promised."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from naves.config.wsgi import application
from naves.domains.catalogue.operations.recovery import begin_plan
from naves.domains.exchange.operations import answer as answer_question
from naves.domains.monitor.operations import take_snapshot
from naves.domains.monitor.queries import Filters
from naves.domains.needs.enums import NeedStatus
from naves.domains.organisations.access import SYSTEM
from naves.kernel.clock import now, today
from tests.api.conftest import Caller
from tests.api.test_contract import COMMITTED
from tests.factories.catalogue import make_distribution, make_held, make_town
from tests.factories.exchange import make_comment, make_question, make_round, organisation_of
from tests.factories.needs import make_evidence, make_need
from tests.factories.organisations import OrganisationFactory, make_clerk, make_stranger
from tests.factories.places import Country
from tests.factories.strategies import (
    ClaimFactory,
    DraftFactory,
    GoalFactory,
    IndicatorFactory,
    MeasureFactory,
    ResponseFactory,
    VersionFactory,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@dataclass(frozen=True)
class World:
    """Records that made-up requests hit, by the name that the contract gives their identifiers."""

    known: dict[str, Any]
    secret: str


@pytest.fixture
def kept_connection(db: None) -> Iterator[None]:
    """Let requests past Django's own test client share the transaction of the test, as that client does."""
    signals = (request_started, request_finished)
    for signal in signals:
        signal.disconnect(close_old_connections)
    yield
    for signal in signals:
        signal.connect(close_old_connections)


@pytest.fixture
def world(country: Country, analyst: Caller, kept_connection: None) -> World:
    town = country.town("Litovel")
    need = make_need(town)
    make_need(town, title="Rozepsaná potřeba", status=NeedStatus.DRAFT)
    evidence = make_evidence(need=need)
    make_evidence(place=town)
    claim = ClaimFactory(
        response=ResponseFactory(need=need, measure=MeasureFactory(goal__version=VersionFactory(places=[town])))
    )
    goal = GoalFactory(version=DraftFactory(places=[town]))
    indicator = IndicatorFactory(measure=MeasureFactory(goal=goal))
    snapshot = take_snapshot(actor=SYSTEM, at=now(), filters=Filters(as_of=today()))
    stranger, ministry = make_stranger(), organisation_of(analyst.actor)
    question = make_question(stranger, ministry, own_name=True)
    answer = answer_question(actor=analyst.actor, at=now(), question=question, text="Ano.")
    consultation = make_round(goal.version, for_all_towns=True, at=now())
    comment = make_comment(consultation, make_clerk(country.town("Šumperk")), at=now())
    held = make_held(make_town())
    plan = begin_plan(actor=SYSTEM, at=now(), dataset=held, template="waste")
    known = {
        "owner_id": held.owner_id,
        "dataset_id": held.pk,
        "distribution_id": make_distribution(held).pk,
        "plan_id": plan.pk,
        "step_id": plan.steps.all()[0].pk,
        "question_id": question.pk,
        "answer_id": answer.pk,
        "consultation_id": consultation.pk,
        "comment_id": comment.pk,
        "need_id": need.pk,
        "evidence_id": evidence.pk,
        "response_id": claim.response_id,
        "claim_id": claim.pk,
        "strategy_id": goal.version.strategy_id,
        "number": 1,
        "goal_id": goal.pk,
        "measure_id": indicator.measure_id,
        "indicator_id": indicator.pk,
        "organisation_id": OrganisationFactory().pk,
        "snapshot_id": snapshot.pk,
        "code": town.code,
    }
    return World({name: str(value) for name, value in known.items()}, analyst.secret)


@schemathesis.serializer("application/x-ndjson")
def one_per_line(context: Any, value: Any) -> bytes:
    """Send what was made up for one line twice, and a line that is no JSON where it is no object."""
    return b"\n".join([json.dumps(value).encode()] * 2) if isinstance(value, dict) else str(value).encode()


def load() -> Any:
    schema = schemathesis.openapi.from_dict(json.loads(COMMITTED.read_text()))
    schema.app = application
    # Other methods are answered by one line of code, which has a test of its own.
    schema.config.phases.coverage.unexpected_methods = set()
    return schema


schema = load()


@schema.parametrize()
@settings(
    max_examples=6,
    derandomize=True,
    database=None,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_answer_keeps_the_contract(case: Any, world: World) -> None:
    case.path_parameters = {name: world.known.get(name, value) for name, value in (case.path_parameters or {}).items()}
    headers = {"Authorization": f"Bearer {world.secret}", "Accept-Language": "cs", "Accept-Encoding": "identity"}
    case.call_and_validate(headers=headers, checks=CHECKS)
