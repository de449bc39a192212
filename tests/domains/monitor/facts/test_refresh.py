"""Facts patched after each change equal facts read anew, whatever happened in between."""

import random
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from naves.domains.monitor.facts import current, refresh
from naves.domains.monitor.facts.columns import Columns
from naves.domains.monitor.facts.derive import facts_of
from naves.domains.monitor.facts.log import Kind, note
from naves.domains.monitor.models import Change
from naves.domains.monitor.rules.cross_section import as_of
from naves.domains.monitor.rules.relevance import relevance
from naves.domains.needs import operations as needs
from naves.domains.needs.models import Need
from naves.domains.needs.rules.values import NeedValues
from naves.domains.organisations.access import SYSTEM
from naves.domains.places.events import TerritoryChanged
from naves.domains.places.models import Place
from naves.domains.strategies import operations as strategies
from naves.domains.strategies.enums import Level, MeasureStatus, ProofKind
from naves.domains.strategies.models import LevelClaim, Measure, Response, Strategy, StrategyVersion
from naves.domains.strategies.operations import ClaimValues
from naves.domains.strategies.rules.values import MeasureValues
from naves.kernel.errors import NavesError
from naves.kernel.events import emit
from tests.factories.accounts import AT
from tests.factories.needs import make_need, make_values
from tests.factories.places import make_country, record_population
from tests.factories.strategies import MeasureFactory, StrategyFactory, VersionFactory

pytestmark = pytest.mark.django_db
STEPS = 120


def meaning(columns: Columns, days: range) -> list[object]:
    """What the columns say, free of the numbers they say it in."""
    facts, keys = facts_of(columns), columns.needs.number.keys()
    names = [key.tobytes().hex() for key in keys]
    said: list[object] = [facts.theme_count, facts.region_count]
    for day in days:
        cross = as_of(facts, day)
        rows = {
            names[need]: (int(columns.territory.towns.place[town]), level)
            for need, town, level in zip(cross.need.tolist(), cross.town.tolist(), cross.level.tolist(), strict=True)
        }
        own = [names[need] for need in cross.need.tolist()]
        shares = zip(cross.share_row.tolist(), cross.theme.tolist(), cross.share.tolist(), strict=True)
        groups = zip(cross.group_row.tolist(), cross.group.tolist(), strict=True)
        said += [
            rows,
            {(own[row], theme): share for row, theme, share in shares},
            {(own[row], group) for row, group in groups},
            relevance(facts, cross),
            {names[need] for need in facts.contradictions.need[facts.contradictions.held(day)].tolist()},
            facts.towns.on(day).population.tolist(),
        ]
    return said


class Country:
    """A small country in which things happen; what is not allowed is refused and changes nothing."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311
        self.done: set[str] = set()
        self.refused = 0
        self.at = AT
        self.towns = [town for town in make_country().towns.values() if town.population][:3]
        strategy = StrategyFactory()
        version = VersionFactory(strategy=strategy, places=list(Place.objects.filter(level="state")))
        for _ in range(3):
            MeasureFactory(goal__version=version)
        for _ in range(6):
            make_need(self.random.choice(self.towns), at=self.at)
        note(Kind.ALL, at=self.at)

    def step(self) -> None:
        self.at += timedelta(hours=self.random.randint(1, 60))
        verb = self.random.choice(VERBS)
        try:
            verb(self, self.at)
            self.done.add(verb.__name__)
        except (NavesError, IndexError):
            self.refused += 1

    def pick(self, model: type[Any], **having: object) -> Any:
        return self.random.choice(list(model._default_manager.filter(**having).order_by("pk")))

    def values(self) -> NeedValues:
        themes = self.random.choice([{"health": Decimal(1)}, {"waste": Decimal("0.3"), "energy": Decimal("0.7")}])
        groups = frozenset(self.random.sample(["seniors", "youth", "children"], self.random.randint(0, 2)))
        return make_values(themes=themes, groups=groups, people_affected=self.random.randint(1, 500))


def voice(country: Country, at: datetime) -> None:
    place = country.random.choice(country.towns)
    needs.voice_need(actor=SYSTEM, at=at, place=place, values=country.values(), publish=country.random.random() < 0.7)


def edit(country: Country, at: datetime) -> None:
    need = country.pick(Need)
    place = country.random.choice([None, *country.towns])
    needs.edit_need(actor=SYSTEM, at=at, need=need, version=need.version, values=country.values(), place=place)


def move(country: Country, at: datetime) -> None:
    need = country.pick(Need)
    country.random.choice(
        [
            lambda: needs.publish(actor=SYSTEM, at=at, need=need),
            lambda: needs.answer(actor=SYSTEM, at=at, need=need),
            lambda: needs.withdraw(actor=SYSTEM, at=at, need=need, reason="Omyl."),
        ]
    )()


def merge(country: Country, at: datetime) -> None:
    needs.merge_needs(actor=SYSTEM, at=at, needs=[country.pick(Need)], into=country.pick(Need))


def split(country: Country, at: datetime) -> None:
    needs.split_need(actor=SYSTEM, at=at, need=country.pick(Need, status="merged"), reason="Jsou to dvě věci.")


def respond(country: Country, at: datetime) -> None:
    response = strategies.propose_response(
        actor=SYSTEM,
        at=at,
        need=country.pick(Need, status="published"),
        target=country.pick(Measure, version__status="approved"),
        contradicts=country.random.random() < 0.2,
    )
    level, kind = country.random.choice(
        [(Level.PLANNED, ProofKind.MEASURE_PLAN), (Level.RESOURCED, ProofKind.APPROVED_BUDGET)]
    )
    claim = ClaimValues(level=level, proof_kind=kind, proof_text="Rozpočet 2026", proof_url="https://www.example.cz/")
    strategies.confirm_response(actor=SYSTEM, at=at, response=response, claim=None if response.contradicts else claim)


def take_back(country: Country, at: datetime) -> None:
    strategies.withdraw_response(actor=SYSTEM, at=at, response=country.pick(Response), reason="Nebylo tak.")


def turn(country: Country, at: datetime) -> None:
    strategies.mark_contradicts(actor=SYSTEM, at=at, response=country.pick(Response), reason="Škodí to.")


def lapse(country: Country, at: datetime) -> None:
    day = at.date() + timedelta(days=country.random.randint(-2, 5))
    strategies.lapse_claim(actor=SYSTEM, at=at, claim=country.pick(LevelClaim), lapses_on=day, reason="Peníze nejsou.")


def stop_or_go(country: Country, at: datetime) -> None:
    status = country.random.choice(list(MeasureStatus))
    measure = country.pick(Measure, version__status="approved")
    strategies.change_measure_status(actor=SYSTEM, at=at, measure=measure, status=status, reason="Došly peníze.")


def draft(country: Country, at: datetime) -> None:
    version = strategies.new_version(actor=SYSTEM, at=at, strategy=Strategy.objects.get(), in_force_from=at.date())
    goal = country.pick(version.goals.model, version=version)
    values = MeasureValues(goal=goal.code, code=f"n{at:%m%d%H}", title="Nový chodník")
    strategies.add_measure(actor=SYSTEM, at=at, version=version, values=values)


def approve(country: Country, at: datetime) -> None:
    strategies.approve_version(actor=SYSTEM, at=at, version=country.pick(StrategyVersion, status="draft"))


def drop_draft(country: Country, at: datetime) -> None:
    strategies.withdraw_version(
        actor=SYSTEM, at=at, version=country.pick(StrategyVersion, status="draft"), reason="Nebude."
    )


def recount(country: Country, at: datetime) -> None:
    record_population(country.random.choice(country.towns), country.random.randint(50, 90_000), at=at)
    emit(TerritoryChanged(at=at))


VERBS: list[Callable[[Country, datetime], None]] = [
    *(voice, edit, edit, move, move, merge, split, respond, respond, respond),
    *(take_back, turn, lapse, stop_or_go, draft, approve, drop_draft, recount),
]


@pytest.mark.parametrize("seed", range(4))
def test_patched_facts_equal_facts_read_anew_after_every_kind_of_change(seed: int) -> None:
    country = Country(seed)
    columns = refresh.build()
    for step in range(STEPS):
        country.step()
        if step % 3 == 0 or step == STEPS - 1:
            columns, _ = current.refreshed(columns)
            last = country.at.date().toordinal()
            days = range(last - 40, last + 6, 5)
            assert meaning(columns, days) == meaning(refresh.build(), days)
    assert len(country.done) >= len(set(VERBS)) - 3


@pytest.mark.parametrize("seed", range(2))
def test_figures_of_a_day_that_is_over_do_not_change_whatever_is_recorded_later(seed: int) -> None:
    country = Country(seed)
    for _ in range(STEPS // 2):
        country.step()
    over = range(AT.date().toordinal(), country.at.date().toordinal() + 1, 3)
    country.at += timedelta(days=1)
    before = meaning(refresh.build(), over)
    for _ in range(STEPS // 2):
        country.step()
    assert meaning(refresh.build(), over) == before


def test_nothing_is_read_again_where_nothing_changed() -> None:
    Country(1)
    assert current.picture() is current.picture()


def test_a_log_that_does_not_continue_what_is_held_makes_everything_read_anew() -> None:
    Country(1)
    held = current.picture()
    Change.objects.all().delete()
    note(Kind.ALL, at=AT)
    Change.objects.update(sequence=held.sequence)
    assert current.picture() is not held


def test_a_change_that_is_rolled_back_leaves_no_trace() -> None:
    from django.db import transaction

    country = Country(1)
    days = range(AT.date().toordinal(), AT.date().toordinal() + 3)
    before = meaning(current.picture().columns, days)
    with transaction.atomic():
        make_need(country.towns[0], at=AT)
        assert meaning(current.picture().columns, days) != before
        transaction.set_rollback(True)
    assert meaning(current.picture().columns, days) == before


def test_so_many_changes_that_reading_all_is_quicker_are_logged_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    from naves.domains.monitor.facts import log
    from naves.kernel.ids import new_id

    monkeypatch.setattr(log, "TOO_MANY", 2)
    note(Kind.NEED, [new_id() for _ in range(3)], at=AT)
    assert Change.objects.get().kind == Kind.ALL
