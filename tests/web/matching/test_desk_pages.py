"""The desk, what was learned, and twins, as pages."""

import pytest
from django.test import Client
from django.urls import reverse

from naves.domains.needs.models import Need
from naves.domains.organisations.access import SYSTEM, Actor
from naves.domains.strategies.matching import operations
from naves.domains.strategies.matching.enums import Origin, Verdict
from naves.domains.strategies.matching.models import MatchJudgement, MatchModel, MatchSuggestion, NeedLikeness
from naves.domains.strategies.models import Measure, Response
from tests.factories.accounts import AT
from tests.factories.organisations import make_analyst, make_clerk, make_stranger, user_of
from tests.factories.places import PlaceFactory
from tests.factories.strategies import GoalFactory, MeasureFactory, VersionFactory, make_need

pytestmark = pytest.mark.django_db
DESK = reverse("matching:desk")


@pytest.fixture
def measure() -> Measure:
    version = VersionFactory(places=[PlaceFactory(name="Litovel")])
    return MeasureFactory(goal=GoalFactory(version=version), title="Bezpečné přechody u škol")


@pytest.fixture
def pair(measure: Measure) -> MatchSuggestion:
    make_need(measure.version.places.get(), title="Nebezpečný přechod u školy", people_affected=300)
    operations.suggest(actor=SYSTEM, at=AT)
    MatchSuggestion.objects.update(sampled=False)
    return MatchSuggestion.objects.get()


def signed_in(actor: Actor) -> Client:
    client = Client()
    client.force_login(user_of(actor), backend="django.contrib.auth.backends.ModelBackend")
    return client


def say(client: Client, pair: MatchSuggestion, **data: object) -> str:
    """Return the page that follows."""
    answer = client.post(reverse("matching:judge", args=[pair.pk]), data, follow=True)
    return answer.content.decode()


def test_the_desk_shows_both_texts_the_words_in_common_and_the_reasons(pair: MatchSuggestion) -> None:
    page = signed_in(make_analyst()).get(DESK).content.decode()
    assert "<mark>přechod</mark>" in page
    assert "<mark>školy</mark>" in page
    assert "<mark>škol</mark>" in page
    assert "přechod, školy" in page
    assert "Strategie se vztahuje na" in page
    assert 'value="2" id="id_level_1" checked' in page.replace(" required", "")


def test_one_post_confirms_and_the_need_is_answered(pair: MatchSuggestion) -> None:
    client = signed_in(make_analyst())
    page = say(client, pair, verdict="confirm", level=2)
    assert "Potvrzeno." in page
    assert "Žádná dvojice na vás nečeká" in page
    assert Response.objects.get(withdrawn_at=None).claims.get().level == 2
    assert "Dnes máte posouzenou 1 dvojici." in page


def test_a_proof_that_is_missing_is_told_beside_its_field(pair: MatchSuggestion) -> None:
    client = signed_in(make_analyst())
    answer = client.post(reverse("matching:judge", args=[pair.pk]), {"verdict": "confirm", "level": 3})
    assert answer.status_code == 422
    assert "Doklad je prázdný." in answer.content.decode()
    assert not Response.objects.exists()
    answer = client.post(reverse("matching:judge", args=[pair.pk]), {"verdict": "confirm"})
    assert "Není uvedena úroveň." in answer.content.decode() or answer.status_code == 422


def test_the_second_person_reads_that_somebody_was_quicker(pair: MatchSuggestion) -> None:
    first, second = signed_in(make_analyst()), signed_in(make_analyst())
    say(first, pair, verdict="reject")
    assert "Tuto dvojici mezitím posoudil někdo jiný." in say(second, pair, verdict="confirm", level=2)
    assert not Response.objects.exists()
    assert MatchJudgement.objects.count() == 1


def test_undo_brings_the_pair_back(pair: MatchSuggestion) -> None:
    client = signed_in(make_analyst())
    say(client, pair, verdict="confirm", level=2)
    page = client.post(reverse("matching:undo"), follow=True).content.decode()
    assert "Váš poslední úsudek je vrácen." in page
    assert "<mark>školy</mark>" in page
    assert not Response.objects.filter(withdrawn_at=None).exists()
    client.post(reverse("matching:undo"))
    assert "Nemáte žádný úsudek" in client.post(reverse("matching:undo"), follow=True).content.decode()


def test_who_answers_for_no_place_is_told_so_and_writes_nothing(pair: MatchSuggestion) -> None:
    stranger = signed_in(make_stranger())
    assert "Dvojice posuzují editoři" in stranger.get(DESK).content.decode()
    assert Client().get(DESK).status_code == 403
    for client in (stranger, signed_in(make_clerk(PlaceFactory()))):
        answer = client.post(reverse("matching:judge", args=[pair.pk]), {"verdict": "confirm", "level": 2})
        assert answer.status_code == 404
    assert stranger.get(reverse("matching:duplicates")).status_code == 403
    assert stranger.get(reverse("matching:knowledge")).status_code == 403
    assert stranger.post(reverse("matching:learn")).status_code == 403
    assert not Response.objects.exists()


def test_looking_anew_fills_the_desk(measure: Measure) -> None:
    make_need(measure.version.places.get(), title="Nebezpečný přechod u školy")
    page = signed_in(make_analyst()).post(reverse("matching:look"), follow=True).content.decode()
    assert "Dvojice k potvrzení: 1." in page
    MatchSuggestion.objects.all().delete()
    page = signed_in(make_clerk(measure.version.places.get())).post(reverse("matching:look"), follow=True)
    assert "Dvojice k potvrzení: 1." in page.content.decode()


def test_it_says_that_it_knows_too_little(pair: MatchSuggestion) -> None:
    client = signed_in(make_analyst())
    page = client.get(reverse("matching:knowledge")).content.decode()
    assert "Stroj toho zatím ví příliš málo" in page
    page = client.post(reverse("matching:learn"), follow=True).content.decode()
    assert "K učení je podkladů příliš málo." in page
    assert not MatchModel.objects.exists()


def test_what_was_learned_is_shown_with_its_uncertainty_and_where_two_differ(pair: MatchSuggestion) -> None:
    share = {"value": 0.8, "low": 0.7, "high": 0.9, "hits": 40, "count": 50}
    bins = [{"count": 50, "predicted": 0.75, "observed": 0.8}]
    calibration = {"brier": 0.1, "gap": 0.05, "bins": bins}
    metrics = {"threshold": 0.4, "precision": share, "recall": share, "calibration": calibration}
    MatchModel.objects.create(trained_at=AT, pairs=80, confirmed=50, weights={}, metrics=metrics)
    for verdict, level in ((Verdict.CONFIRM, 2), (Verdict.REJECT, None)):
        MatchJudgement.objects.create(
            need=pair.need, measure=pair.measure, judge=user_of(make_analyst()), verdict=verdict, level=level, at=AT,
            origin=Origin.DOUBLE, score=0.5, features=pair.features,
        )  # fmt: skip
    page = signed_in(make_analyst()).get(reverse("matching:knowledge")).content.decode().replace("\xa0", " ")
    assert "80,0 %" in page
    assert "40/50" in page
    assert "Posouzeno oběma: 1; shodně: 0." in page
    assert "nepatří k sobě" in page


def test_twins_are_merged_or_told_apart(measure: Measure) -> None:
    place = measure.version.places.get()
    big = make_need(place, title="Nebezpečný přechod u školy", people_affected=300)
    small = make_need(place, title="Nebezpečné přechody u škol", people_affected=20)
    operations.find_likenesses(actor=SYSTEM, at=AT)
    client = signed_in(make_clerk(place))
    address = reverse("matching:duplicates")
    assert small.title in client.get(address).content.decode()
    page = client.post(reverse("matching:resolve"), {"need": [big.pk], "into": big.pk, "deed": "merge"}, follow=True)
    assert "Zaškrtněte aspoň dvě potřeby" in page.content.decode()
    data = {"need": [big.pk, small.pk], "into": big.pk, "deed": "merge"}
    page = client.post(reverse("matching:resolve"), data, follow=True)
    assert "Sloučena 1 potřeba." in page.content.decode()
    assert Need.objects.get(pk=small.pk).merged_into == big
    assert "Žádné potřeby se sobě nepodobají" in page.content.decode()
    other = make_need(place, title="Přechod u školy je nebezpečný")
    operations.find_likenesses(actor=SYSTEM, at=AT)
    client.post(reverse("matching:resolve"), {"group": [big.pk, other.pk], "deed": "differ"})
    assert not NeedLikeness.objects.filter(dismissed_at=None).exists()


def test_the_desk_asks_the_database_a_fixed_number_of_questions(
    pair: MatchSuggestion, django_assert_max_num_queries: object
) -> None:
    client = signed_in(make_analyst())
    client.get(DESK)
    with django_assert_max_num_queries(20):  # type: ignore[operator]
        client.get(DESK)
