"""The demonstration country loads whole, and its history is a history."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db.models import F

from naves.adapters.demo.files import rows
from naves.adapters.demo.load import load_demonstration
from naves.adapters.demo.people import PASSWORD, logins
from naves.cli.catalogue.judging import Judge
from naves.domains.accounts import audit
from naves.domains.accounts.models import User
from naves.domains.catalogue.models import CustodyFact, Dataset, ExportRehearsal, RecoveryPlan, StoredRecord
from naves.domains.exchange.models import Comment, Notice, Question
from naves.domains.monitor.queries import coding
from naves.domains.monitor.rules.agreement import Standing
from naves.domains.needs.models import Evidence, Need, NeedTransition
from naves.domains.places.models import Place
from naves.domains.strategies.matching.models import MatchSuggestion
from naves.domains.strategies.models import LevelClaim, Measure, Response, Strategy
from tests.conftest import SHARED

AT = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.django_db
@pytest.mark.timeout(600)
def test_the_demonstration_country_loads_whole_and_keeps_its_order(settings: Any) -> None:
    settings.NAVES_PUBLIC_ADDRESS = "https://naves.example"  # IRIs begin with https:// where anybody asks for them
    load_demonstration(at=AT)

    assert Place.objects.filter(level="municipality").count() == len(rows("towns"))
    assert Need.objects.count() == len(rows("needs")) >= 400
    assert Evidence.objects.count() == len(rows("evidence"))
    assert Response.objects.count() >= len(rows("responses"))
    assert (Strategy.objects.count(), Measure.objects.count() >= 150) == (12, True)
    assert set(LevelClaim.objects.values_list("level", flat=True)) == {1, 2, 3, 4}
    assert not Response.objects.filter(proposed_at__lt=F("need__published_at")).exists()
    assert not NeedTransition.objects.filter(at__gt=AT).exists()
    assert set(Question.objects.values_list("status", flat=True)) == {"open", "answered", "solved"}
    assert Comment.objects.filter(verdict="").exists()
    assert Comment.objects.exclude(verdict="").exists()
    assert not Notice.objects.filter(at__gt=AT).exists()
    assert set(CustodyFact.objects.values_list("aspect", flat=True)) == {"holder", "right", "recovery", "publication"}
    assert set(ExportRehearsal.objects.values_list("has_passed", flat=True)) == {True, False}
    assert set(RecoveryPlan.objects.values_list("status", flat=True)) == {"running", "finished"}
    assert MatchSuggestion.objects.filter(is_open=True).count() > 500
    assert (coding(AT.date()).verdicts.units, coding(AT.date()).standing) == (40, Standing.PUBLISHED)
    assert audit.verify().holds
    for login in logins():
        assert User.objects.get(email=login.email).check_password(PASSWORD)
    kept = StoredRecord.objects.filter(profile="dcat-ap-cz/2024-05-28", syntax="jsonld").values_list("body", flat=True)
    assert len(kept) == Dataset.objects.filter(status="published").count() >= 2
    assert complaints_of_the_norm(kept) == []


def complaints_of_the_norm(records: Iterable[str]) -> list[str]:
    """Return what the Czech norm holds against the records; nothing where its schemas are not at hand."""
    folder = SHARED / "schemas/dcat-ap-cz"
    if not folder.is_dir():
        return []
    judge = Judge.of(folder)
    return [complaint for record in records for complaint in judge.complaints(json.loads(record))]
