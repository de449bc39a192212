"""Recording a need on one page, and editing it."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from naves.domains.needs.enums import NeedStatus, VoicedBy
from naves.domains.needs.models import Need
from naves.domains.needs.operations.contents import current_groups, current_shares
from tests.factories.needs import make_need
from tests.factories.places import Country

pytestmark = pytest.mark.django_db
NEW = "/needs/new/"


@pytest.fixture(autouse=True)
def files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path


def said(**changes: Any) -> dict[str, Any]:
    """What a clerk of Litovel fills in."""
    return {
        "place": "Litovel (Olomouc, 503444)",
        "title": "Chybí ranní autobus k lékaři",
        "description": "Poslední spoj jede v 6.10.",
        "theme": "mobility",
        "groups": ["seniors"],
        "voiced_by": "citizen",
        "severity": "2",
        "severity_reason": "Lidé bez auta se k lékaři nedostanou.",
        "voiced_on": "2026-01-12",
        "people_affected": "120",
        "publish": "1",
        **changes,
    }


def page(response: Any) -> str:
    return str(response.content.decode())


def test_the_town_of_the_clerk_is_filled_in(clerk: Client) -> None:
    assert 'value="Litovel (Olomouc, 503444)"' in page(clerk.get(NEW))


def test_one_page_publishes_a_need(clerk: Client, country: Country) -> None:
    response = clerk.post(NEW, said(), follow=True)
    need = Need.objects.get()
    assert (need.place, need.status, need.people_affected) == (country.town("Litovel"), NeedStatus.PUBLISHED, 120)
    assert need.organisation is not None
    assert current_shares(need) == {"mobility": 1}
    assert current_groups(need) == {"seniors"}
    assert "Potřeba byla zveřejněna." in page(response)


def test_the_other_button_keeps_a_draft(clerk: Client) -> None:
    form = said()
    del form["publish"]
    clerk.post(NEW, form)
    assert Need.objects.get().status == NeedStatus.DRAFT


def test_the_main_theme_takes_what_further_themes_leave(clerk: Client) -> None:
    clerk.post(NEW, said(theme_2="health", share_2="30"))
    assert current_shares(Need.objects.get()) == {"mobility": Decimal("0.7"), "health": Decimal("0.3")}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"place": "Tramtárie"}, "Žádná obec se nejmenuje „Tramtárie“"),
        ({"title": "Bus"}, "Název „Bus“ je příliš krátký."),
        ({"theme": ""}, "Toto pole je třeba vyplnit."),
        ({"theme_2": "health"}, "Uveďte, kolik procent potřeby patří k tomuto tématu."),
        ({"share_2": "20"}, "Vyberte téma, kterému podíl patří, nebo podíl smažte."),
        ({"theme_2": "mobility", "share_2": "20"}, "Toto téma už je vybrané. Vyberte jiné, nebo žádné."),
        (
            {"theme_2": "health", "share_2": "60", "theme_3": "social", "share_3": "40"},
            "Další témata zabírají 100\xa0%, takže na hlavní nic nezbývá.",
        ),
        ({"people_affected": "-3"}, "-3 není možný počet lidí."),
        ({"voiced_on": "2126-01-01"}, "ještě nenastal"),
        ({"severity": "7"}, "Vyberte platnou možnost"),
    ],
)
def test_what_is_wrong_is_told_beside_its_field_and_nothing_is_written(
    clerk: Client, changes: dict[str, str], message: str
) -> None:
    answer = page(clerk.post(NEW, said(**changes)))
    assert message in answer
    assert 'aria-invalid="true"' in answer or 'class="field' in answer
    assert "Poslední spoj jede v 6.10." in answer
    assert Need.objects.count() == 0


def test_a_name_that_several_towns_share_is_asked_back_with_their_districts(clerk: Client, country: Country) -> None:
    answer = page(clerk.post(NEW, said(place="Lužice")))
    assert "Tento název má více obcí. Vyberte tu, kterou máte na mysli." in answer
    assert "Lužice, okres Most, Ústecký kraj (567281)" in answer
    form = said(place="Lužice", place_code="567281")
    del form["publish"]
    clerk.post(NEW, form)
    assert Need.objects.get().place == country.town("Lužice (Most)")


def test_a_clerk_publishes_needs_of_the_own_town_only(neighbour: Client) -> None:
    assert "Zveřejňovat můžete jen potřeby vlastní obce." in page(neighbour.post(NEW, said()))
    assert Need.objects.count() == 0


def test_nearly_the_same_need_has_to_be_looked_at_first(clerk: Client, country: Country) -> None:
    known = make_need(country.town("Litovel"), title="Chybí ranní autobus k lékaři")
    answer = page(clerk.post(NEW, said()))
    assert "Není to některá z těchto potřeb?" in answer
    assert f'href="/needs/{known.pk}/"' in answer
    assert Need.objects.count() == 1
    clerk.post(NEW, said(is_new="on"))
    assert Need.objects.count() == 2


def test_the_fragment_of_similar_needs_is_that_of_a_fresh_page(clerk: Client, country: Country) -> None:
    make_need(country.town("Litovel"), title="Chybí ranní autobus k lékaři")
    query = {"place": "503444", "title": "Autobus k lékaři"}
    fragment = page(clerk.get(f"{NEW}similar/", query, headers={"HX-Request": "true"})).strip()
    assert "Chybí ranní autobus k lékaři" in fragment
    assert fragment in page(clerk.get(NEW, query))


def test_evidence_with_a_file_comes_with_the_need(clerk: Client) -> None:
    file = SimpleUploadedFile("zapis.pdf", b"%PDF-1.7 zapis")
    clerk.post(NEW, said(**{"evidence-source": "Rada města", "evidence-kind": "resolution", "evidence-file": file}))
    evidence = Need.objects.get().evidence.get()
    assert (evidence.source, evidence.file.read()) == ("Rada města", b"%PDF-1.7 zapis")


@pytest.mark.parametrize(
    ("file", "message"),
    [
        (SimpleUploadedFile("zapis.pdf", b"MZ\x90 program"), "neodpovídá jeho příponě"),
        (SimpleUploadedFile("zapis.exe", b"MZ\x90 program"), "neodpovídá jeho příponě"),
        (SimpleUploadedFile("zapis.pdf", b"%PDF-" + b"0" * (20 * 1024 * 1024)), "je větší než 20"),
    ],
)
def test_a_file_that_is_not_what_it_says_stops_the_whole(clerk: Client, file: SimpleUploadedFile, message: str) -> None:
    file.seek(0)
    answer = page(clerk.post(NEW, said(**{"evidence-source": "Rada města", "evidence-file": file})))
    assert message in answer
    assert Need.objects.count() == 0


def test_a_citizen_is_asked_less_and_the_town_decides(citizen: Client, clerk: Client) -> None:
    blank = page(citizen.get(NEW))
    assert "Napište obci, co vám chybí" in blank
    assert 'name="voiced_by"' not in blank
    form = {name: said()[name] for name in ("place", "title", "theme", "severity")}
    answer = page(citizen.post(NEW, form, follow=True))
    need = Need.objects.get()
    assert (need.status, need.voiced_by) == (NeedStatus.DRAFT, VoicedBy.CITIZEN)
    assert "Děkujeme." in answer
    assert need.followers.count() == 1
    assert clerk.get(f"/needs/{need.pk}/publish/").status_code == 200


def test_a_citizen_cannot_publish_by_asking_for_it(citizen: Client) -> None:
    citizen.post(NEW, said())
    assert Need.objects.count() == 0


def test_an_edit_changes_what_was_written(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"), themes={"mobility": Decimal("0.7"), "health": Decimal("0.3")})
    form = page(clerk.get(f"/needs/{need.pk}/edit/"))
    assert 'value="30"' in form
    assert 'value="2025-12-01"' in form
    clerk.post(f"/needs/{need.pk}/edit/", said(title="Chybí večerní autobus", version=need.version))
    need.refresh_from_db()
    assert need.title == "Chybí večerní autobus"
    assert current_shares(need) == {"mobility": 1}


def test_the_second_of_two_editors_is_told(clerk: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    clerk.post(f"/needs/{need.pk}/edit/", said(title="První změna názvu", version=need.version))
    answer = page(clerk.post(f"/needs/{need.pk}/edit/", said(title="Druhá změna názvu", version=need.version)))
    assert "Potřebu mezitím změnil někdo jiný." in answer
    need.refresh_from_db()
    assert need.title == "První změna názvu"


def test_a_published_need_stays_in_its_town(analyst: Client, country: Country) -> None:
    need = make_need(country.town("Litovel"))
    answer = page(analyst.post(f"/needs/{need.pk}/edit/", said(place="567027", version=need.version)))
    assert 'id="id_place_error"' in answer
