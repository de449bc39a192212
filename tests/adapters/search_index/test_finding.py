"""Searching over the records of the domains, as they change."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from naves.adapters.search_index import checking, current, log, queries, storage
from naves.adapters.search_index.kinds.needs import NeedKind
from naves.adapters.search_index.kinds.strategies import StrategyKind
from naves.domains.needs import operations as needs
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Need
from naves.domains.needs.queries import visible_needs
from naves.domains.organisations.access import ANONYMOUS, SYSTEM, Actor
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.strategies import operations as strategies
from naves.domains.strategies.models import Measure, Strategy
from naves.domains.strategies.queries import visible_versions
from naves.domains.strategies.rules.values import StrategyValues, VersionValues
from tests.factories.accounts import AT
from tests.factories.needs import make_need, make_values
from tests.factories.organisations import (
    OrganisationFactory,
    make_actor,
    make_administrator,
    make_analyst,
    make_clerk,
    make_stranger,
)
from tests.factories.places import Country, make_country
from tests.factories.strategies import DraftFactory, MeasureFactory, VersionFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now


@pytest.fixture
def country(db: None) -> Country:
    return make_country()


def titles(actor: Actor, text: str, kind: str = "") -> list[str]:
    return [shown.title for shown in queries.find(actor, text, kind=kind).shown]


@pytest.mark.usefixtures("country")
@pytest.mark.parametrize("text", ["Litovel", "litovel", "Litovli", "LITOVLE", "litvoel", "503444"])
def test_a_town_comes_first_however_its_name_is_written(country: Country, text: str) -> None:
    make_need(country.town("Litovel"), title="V Litovli chybí lávka, Litovel ji chce")
    first = queries.find(ANONYMOUS, text).shown[0]
    assert (first.kind, first.identifier) == ("place", "503444")


@pytest.mark.usefixtures("country")
def test_towns_of_one_name_stand_side_by_side_with_their_district() -> None:
    found = [(shown.title, shown.place.split(",")[0]) for shown in queries.find(ANONYMOUS, "lužice").shown]
    assert found == [("Lužice", "Most"), ("Lužice", "Olomouc")]


def test_a_need_is_found_by_words_place_and_source_identifier(country: Country) -> None:
    need = needs.voice_need(
        actor=SYSTEM, at=AT, place=country.town("Most"), values=make_values(), publish=True, source="x",
        source_id="TK-77/2025",
    )  # fmt: skip
    for text in ("ranních autobusech lékaři", "autobus most", "tk-77/2025"):
        shown = queries.find(ANONYMOUS, text, kind="need").shown
        assert [record.identifier for record in shown] == [need.pk.hex]


def test_a_strategy_is_found_by_its_identifier_and_a_measure_by_words(country: Country) -> None:
    version = VersionFactory(
        places=[country.town("Litovel")], strategy__title="Plán mobility", strategy__identifier="DS-2021-034"
    )
    MeasureFactory(goal__version=version, title="Přechody u škol")
    assert titles(ANONYMOUS, "ds-2021-034") == ["Plán mobility"]
    assert titles(ANONYMOUS, "prechod skola", "measure") == ["Přechody u škol"]


ACTORS: dict[str, Callable[[Country, Actor], Actor]] = {
    "anonymous": lambda _country, _author: ANONYMOUS,
    "stranger": lambda _country, _author: make_stranger(),
    "author": lambda _country, author: author,
    "clerk of the town": lambda country, _author: make_clerk(country.town("Litovel")),
    "clerk of another town": lambda country, _author: make_clerk(country.town("Most")),
    "mere member of the town": lambda country, _author: make_clerk(country.town("Litovel"), MemberRole.MEMBER),
    "region": lambda country, _author: make_actor(OrganisationKind.REGION, place=country.regions["CZ071"]),
    "analyst": lambda _country, _author: make_analyst(),
    "administrator": lambda _country, _author: make_administrator(),
    "token without scopes": lambda _country, author: Actor(user_id=author.user_id, scopes=frozenset()),
    "token that reads": lambda _country, author: Actor(user_id=author.user_id, scopes=frozenset({"needs:read"})),
}


@pytest.mark.parametrize("who", ACTORS)
@pytest.mark.parametrize("status", [NeedStatus.DRAFT, NeedStatus.PUBLISHED, NeedStatus.WITHDRAWN])
def test_a_need_is_found_and_counted_by_exactly_those_who_may_see_it(
    country: Country, who: str, status: NeedStatus
) -> None:
    author = make_stranger()
    need = make_need(country.town("Litovel"), actor=author, status=status)
    actor = ACTORS[who](country, author)
    result = queries.find(actor, "autobus")
    may = visible_needs(actor).filter(pk=need.pk).exists()
    assert [shown.identifier for shown in result.shown] == ([need.pk.hex] if may else [])
    assert result.found.total == result.found.kinds["need"] == int(may)
    assert bool(result.found.facets["theme"]) == may
    assert bool(queries.suggest(actor, "autob")) == may
    assert bool(list(queries.find_all(actor, "autobus"))) == may


@pytest.mark.parametrize("who", ["anonymous", "stranger", "member of the owner", "member of another", "analyst"])
@pytest.mark.parametrize("is_draft", [True, False])
def test_a_strategy_and_its_measures_are_found_by_those_who_may_see_them(who: str, is_draft: bool) -> None:
    owner = make_actor(OrganisationKind.UNIVERSITY, MemberRole.MEMBER)
    version = (DraftFactory if is_draft else VersionFactory)(
        strategy__owner_id=owner.grants[0].organisation_id, strategy__title="Vodní hospodářství"
    )
    MeasureFactory(goal__version=version, title="Vodní nádrže")
    actor = {
        "anonymous": lambda: ANONYMOUS,
        "stranger": make_stranger,
        "member of the owner": lambda: owner,
        "member of another": lambda: make_actor(OrganisationKind.UNIVERSITY, MemberRole.MEMBER),
        "analyst": make_analyst,
    }[who]()
    may = visible_versions(actor).filter(pk=version.pk).exists()
    assert titles(actor, "vodní") == (["Vodní nádrže", "Vodní hospodářství"] if may else []) or (
        may and titles(actor, "vodní") == ["Vodní hospodářství", "Vodní nádrže"]
    )
    assert queries.find(actor, "vodní").found.total == (2 if may else 0)


def test_a_draft_of_a_new_version_changes_nothing_that_the_public_finds(country: Country) -> None:
    old = VersionFactory(strategy__title="Plán", summary="Veřejné shrnutí")
    DraftFactory(strategy=old.strategy, number=2, summary="Neveřejná kapitola")
    assert titles(ANONYMOUS, "shrnutí") == ["Plán"]
    assert titles(ANONYMOUS, "kapitola") == []
    assert country.state is not None


def test_each_step_of_a_need_is_found_at_once(country: Country) -> None:
    current.rebuild()
    town = country.town("Most")
    need = needs.voice_need(actor=SYSTEM, at=AT, place=town, values=make_values())
    assert titles(ANONYMOUS, "autobus") == []
    need = needs.publish(actor=SYSTEM, at=AT, need=need)
    assert titles(ANONYMOUS, "autobus") == [need.title]
    need = needs.edit_need(
        actor=SYSTEM, at=AT, need=need, version=need.version, values=make_values(title="Chybí tramvaj")
    )
    assert titles(ANONYMOUS, "autobus") == []
    assert titles(ANONYMOUS, "tramvaje") == ["Chybí tramvaj"]
    assert all(verdict.holds for verdict in checking.check())


def test_each_step_of_a_strategy_is_found_at_once(country: Country) -> None:
    current.rebuild()
    organisation = OrganisationFactory()
    draft = strategies.create_strategy(
        actor=SYSTEM, at=AT, owner=organisation, places=[country.town("Most")],
        strategy=StrategyValues(identifier="S-1", title="Plán zeleně"),
        version=VersionValues(summary="Stromy a trávníky", in_force_from=AT.date(), in_force_to=None),
    )  # fmt: skip
    assert titles(ANONYMOUS, "zeleň") == []
    assert titles(SYSTEM, "zeleň") == ["Plán zeleně"]
    strategies.rename_strategy(actor=SYSTEM, at=AT, version=draft, title="Plán stínu")
    assert titles(SYSTEM, "zeleň") == []
    assert titles(SYSTEM, "stín") == ["Plán stínu"]
    assert all(verdict.holds for verdict in checking.check())


def test_rows_written_past_the_operations_are_seen_once_everything_is_read_anew(country: Country) -> None:
    current.rebuild()
    need = make_need(country.town("Most"))
    Need.objects.filter(pk=need.pk).update(title="Koupaliště")
    log.note_everything(at=NOW())
    assert titles(ANONYMOUS, "koupaliště") == ["Koupaliště"]


def test_the_index_of_another_database_is_not_used(country: Country) -> None:
    make_need(country.town("Most"))
    current.rebuild()
    log.Change.objects.all().delete()
    log.note_everything(at=NOW())
    current.forget()
    Need.objects.update(title="Kino")
    assert titles(ANONYMOUS, "kino") == ["Kino"]


def test_the_files_serve_a_new_process_and_old_ones_go(country: Country) -> None:
    make_need(country.town("Most"))
    current.rebuild()
    current.rebuild()
    assert len([path for path in storage.folder().iterdir() if path.is_dir()]) == 1
    current.forget()
    assert current.index().stamp == storage.stamp() != ""
    assert titles(ANONYMOUS, "autobusy lékař") == ["Chybí ranní autobus k lékaři"]


@pytest.mark.parametrize("name", ["head.json", "impacts.npy", "terms.txt"])
def test_damaged_files_are_read_anew_from_the_database(country: Country, name: str) -> None:
    make_need(country.town("Most"))
    current.rebuild()
    (storage.folder() / storage.stamp() / name).write_bytes(b"")
    current.forget()
    assert titles(ANONYMOUS, "autobus") == ["Chybí ranní autobus k lékaři"]


def test_a_large_country_is_read_beside_while_the_old_index_serves(
    country: Country, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_need(country.town("Most"))
    current.rebuild()
    monkeypatch.setattr(current, "QUICK", 1)
    begun: list[bool] = []
    monkeypatch.setattr(current, "_build_beside", lambda: begun.append(True))
    log.note_everything(at=NOW())
    result = queries.find(ANONYMOUS, "autobus")
    assert (result.is_behind, result.found.total, begun) == (True, 1, [True])
    current.rebuild()
    assert not queries.find(ANONYMOUS, "autobus").is_behind


def test_many_changes_at_once_are_one_line_of_the_log() -> None:
    log.note("need", [f"{n:032x}" for n in range(log.TOO_MANY + 1)], at=NOW())
    assert [(line.kind, line.concerns_all) for line in log.since(0, most=9)] == [("need", True)]


def test_a_record_that_went_without_a_word_is_not_shown(country: Country) -> None:
    need = make_need(country.town("Most"))
    current.rebuild()
    Need.objects.filter(pk=need.pk).update(published_at=None, status=NeedStatus.DRAFT)
    assert titles(ANONYMOUS, "autobus") == []


def test_the_check_tells_what_is_missing_and_what_is_too_many(country: Country) -> None:
    make_need(country.town("Most"))
    current.rebuild()
    VersionFactory()
    verdicts = {verdict.kind: (verdict.missing, verdict.too_many) for verdict in checking.check()}
    assert verdicts == {"place": (0, 0), "need": (0, 0), "strategy": (1, 0), "measure": (0, 0), "dataset": (0, 0)}


def test_documents_of_kinds_do_not_take_a_query_each(
    country: Country, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    for _ in range(12):
        make_need(country.town("Most"))
        MeasureFactory(goal__version=VersionFactory(places=[country.town("Most")]))
    with django_assert_max_num_queries(3):  # type: ignore[attr-defined]
        assert len(list(NeedKind().documents())) == 12
    with django_assert_max_num_queries(6):  # type: ignore[attr-defined]
        assert len(list(StrategyKind().documents())) == 12
    assert (Strategy.objects.count(), Measure.objects.count()) == (12, 12)
