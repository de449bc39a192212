"""A strategy is sent, corrected and becomes a draft; what cannot be read says why."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from naves.adapters.strategies_table.columns import COLUMNS
from naves.domains.accounts.models import AuditEntry
from naves.domains.strategies.enums import MeasureStatus, VersionStatus
from naves.domains.strategies.models import Measure, Strategy, StrategyVersion
from naves.kernel.tables import Column, write_csv, write_xlsx
from tests.support.documents import TITLE, scanned_pdf, strategy_docx
from tests.web.strategies.world import World

START, READ, DRAFT = "/strategy-check/", "/strategy-check/read/", "/strategy-check/draft/"
FIELD = re.compile(r'<(?:input|textarea|select)[^>]*name="([^"]+)"[^>]*?(?: value="([^"]*)")?[^>]*>([^<]*)')
OUTLINE = """\
Plán mobility města
# Bezpečné ulice
- Přechody u škol
  Odpovídá: Odbor dopravy
  Termín: 2028
- Lavičky
"""


def send(client: Client, *, text: str = "", content: bytes = b"", name: str = "plan.docx", **more: str) -> HttpResponse:
    data = {"text": text, **more}
    if content:
        return client.post(READ, {**data, "file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]
    return client.post(READ, data)  # type: ignore[return-value]


def fields(response: HttpResponse) -> dict[str, str]:
    """Return what the form of the preview would send as it stands."""
    page = response.content.decode().partition('action="/strategy-check/draft/"')[2]
    found = {name: value or text for name, value, text in FIELD.findall(page)}
    for name, options in re.findall(r'<select[^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options) or re.search(r'value="([^"]*)"', options)
        found[name] = chosen[1] if chosen else ""
    return {name: value.strip() for name, value in found.items() if name not in {"again", "rewrite"}}


def corrected(world: World, response: HttpResponse, **changes: str) -> dict[str, str]:
    return {**fields(response), "owner": str(world.owner.pk), "places": "Litovel – obec", **changes}


def place_code(world: World) -> str:
    return world.country.town("Litovel").code


def test_docx_is_shown_for_correction_and_nothing_is_kept(world: World) -> None:
    before = Strategy.objects.count()
    response = send(world.client("clerk"), content=strategy_docx())
    found = fields(response)
    assert response.status_code == 200
    assert found["title"] == TITLE
    levels = [found[f"level-{number}"] for number in range(1, 11)]
    assert levels == ["text", "goal1", "text", "goal1", "text", "measure", "measure", "goal1", "measure", "measure"]
    assert (found["code-9"], found["body-9"], found["deadline-9"]) == ("2.1", "Odbor sociálních věcí", "2028-12-31")
    assert Strategy.objects.count() == before


def test_corrected_outline_becomes_a_draft(world: World) -> None:
    client = world.client("clerk")
    response = send(client, content=strategy_docx())
    sent = corrected(world, response, **{"level-2": "out", "level-3": "out", "body-6": "Odbor dopravy"})
    sent |= {"deadline-6": "2029-06-30", "text-7": "Osvětlení parku a nádraží", "places": place_code(world)}
    made = client.post(DRAFT, sent)
    version = StrategyVersion.objects.get(strategy__title=TITLE)
    assert made["Location"] == f"/strategy-check/{version.strategy_id}/1/"
    assert (version.status, version.strategy.owner) == (VersionStatus.DRAFT, world.owner)
    assert list(version.places.values_list("name", flat=True)) == ["Litovel"]
    assert list(version.goals.values_list("code", "title", "description")) == [
        ("1", "Bezpečné ulice", "Lidé se mají cítit bezpečně."),
        ("2", "Zdravé město", ""),
    ]
    assert list(version.measures.values_list("code", "title", "responsible_body", "deadline")) == [
        ("1.O1", "Přechody u škol", "Odbor dopravy", date(2029, 6, 30)),
        ("1.O2", "Osvětlení parku a nádraží", "", None),
        ("2.1", "Nový lékař", "Odbor sociálních věcí", date(2028, 12, 31)),
        ("2.2", "Lavičky", "", None),
    ]
    assert AuditEntry.objects.filter(action__contains="import").exists()
    assert "Návrh je vytvořen" in client.get(made["Location"]).content.decode()


def test_line_made_a_measure_gets_its_fields_when_shown_again(world: World) -> None:
    client = world.client("clerk")
    sent = corrected(world, send(client, text=OUTLINE + "Ještě něco.\n"), again="1", **{"level-4": "measure"})
    response = client.post(DRAFT, sent)
    assert response.status_code == 200
    assert fields(response)["level-4"] == "measure"
    assert "body-4" in fields(response)
    assert not Strategy.objects.filter(title="Plán mobility města").exists()


def test_new_version_carries_on_what_the_outline_does_not_say(world: World) -> None:
    world.draft.delete()
    Measure.objects.filter(pk=world.measure.pk).update(status=MeasureStatus.RUNNING)
    client = world.client("clerk")
    strategy = str(world.version.strategy_id)
    response = send(client, text=OUTLINE, strategy=strategy)
    found = fields(response)
    assert (found["code-1"], found["code-2"], found["code-3"]) == ("1", "1.1", "")
    made = client.post(DRAFT, {**found, "in_force_from": "2026-11-01", "places": place_code(world)})
    assert made["Location"] == f"/strategy-check/{strategy}/2/"
    crossing = Measure.objects.get(version__strategy=strategy, version__number=2, code="1.1")
    assert (crossing.lineage, crossing.status) == (world.measure.lineage, MeasureStatus.RUNNING)
    assert crossing.budget_czk == world.measure.budget_czk
    assert [theme.code for theme in crossing.themes.all()] == ["mobility"]
    assert [indicator.lineage for indicator in crossing.indicators.all()] == [world.indicator.lineage]
    assert "1 z celkem 3 potřeb" in client.get(made["Location"]).content.decode()


def test_draft_that_is_there_is_replaced_only_when_asked(world: World) -> None:
    client = world.client("clerk")
    strategy = str(world.version.strategy_id)
    sent = {**fields(send(client, text=OUTLINE, strategy=strategy)), "places": place_code(world)}
    refused = client.post(DRAFT, sent)
    assert refused.status_code == 422
    assert "už má návrh, verzi 2" in refused.content.decode()
    assert list(world.draft.measures.values_list("title", flat=True)) == ["Přechody všude"]
    client.post(DRAFT, {**sent, "rewrite": "on"})
    assert set(world.draft.measures.values_list("title", flat=True)) == {"Přechody u škol", "Lavičky"}


def test_wrong_lines_are_named_and_nothing_is_lost(world: World) -> None:
    client = world.client("clerk")
    sent = corrected(world, send(client, text=OUTLINE), places=place_code(world))
    sent |= {"deadline-2": "brzy", "text-3": "Lavičky v celém městě", "level-1": "out"}
    refused = client.post(DRAFT, sent)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert page.count("Opatření nestojí pod žádným cílem.") >= 2
    assert fields(refused)["text-3"] == "Lavičky v celém městě"
    again = client.post(DRAFT, {**sent, "level-1": "goal1"})
    assert "brzy" in again.content.decode()
    assert not Strategy.objects.filter(title="Plán mobility města").exists()


def test_two_measures_of_one_code_are_told_apart(world: World) -> None:
    client = world.client("clerk")
    sent = corrected(world, send(client, text=OUTLINE), places=place_code(world), **{"code-2": "X", "code-3": "X"})
    client.post(DRAFT, sent)
    assert set(
        Measure.objects.filter(version__strategy__title="Plán mobility města").values_list("code", flat=True)
    ) == {
        "X",
        "C1.O2",
    }


def test_missing_places_and_title_are_told_beside_their_fields(world: World) -> None:
    client = world.client("clerk")
    sent = corrected(world, send(client, text=OUTLINE), places="Nikde", title="")
    refused = client.post(DRAFT, sent)
    assert refused.status_code == 422
    assert "Místo „Nikde“ neexistuje" in refused.content.decode()


def table(writer: object, **changes: object) -> bytes:
    rows = [
        {"strategy_id": "LT-1", "strategy_title": "Plán z tabulky", "owner": "Litovel", "status": "schválená"}
        | {"in_force_from": "1. 1. 2027", "places": "503444", "goal_code": "1", "goal_title": "Ulice"}
        | {"measure_code": "1.1", "measure_title": "Přechody", "measure_themes": "Doprava a mobilita"}
        | changes
    ]
    out = io.BytesIO()
    writer(out, [Column(column.name) for column in COLUMNS], rows)  # type: ignore[operator]
    return out.getvalue()


@pytest.mark.parametrize("writer", [write_xlsx, write_csv])
def test_table_becomes_a_draft_at_once_whatever_status_it_says(world: World, writer: object) -> None:
    made = send(world.client("clerk"), content=table(writer), name="tabulka")
    version = StrategyVersion.objects.get(strategy__identifier="LT-1")
    assert made["Location"] == f"/strategy-check/{version.strategy_id}/1/"
    assert (version.status, version.measures.get().themes.get().code) == ("draft", "mobility")


def test_table_continues_the_strategy_that_is_chosen(world: World) -> None:
    world.draft.delete()
    strategy = str(world.version.strategy_id)
    made = send(world.client("clerk"), content=table(write_xlsx), name="t.xlsx", strategy=strategy)
    assert made["Location"] == f"/strategy-check/{strategy}/2/"
    crossing = Measure.objects.get(version__strategy=strategy, version__number=2)
    assert (crossing.lineage, crossing.version.strategy.title) == (world.measure.lineage, world.version.strategy.title)


def test_wrong_table_names_row_and_remedy_and_writes_nothing(world: World) -> None:
    response = send(world.client("clerk"), content=table(write_xlsx, goal_title="", places="999"), name="t.xlsx")
    page = response.content.decode()
    assert response.status_code == 422
    assert "Místo s kódem „999“" in page or "999" in page
    assert "řádek 2" in page.replace("\N{NO-BREAK SPACE}", " ")
    assert not Strategy.objects.filter(identifier="LT-1").exists()


def test_strategy_of_somebody_else_cannot_be_sent(world: World) -> None:
    response = send(world.client("neighbour"), content=table(write_xlsx), name="t.xlsx")
    assert response.status_code == 422
    assert not Strategy.objects.filter(identifier="LT-1").exists()


def test_unreadable_file_is_refused_beside_its_field(world: World) -> None:
    client = world.client("clerk")
    for content, said in (
        (scanned_pdf(), "PDF neobsahuje žádný text"),
        (b"%PDF-1.4 nic", "poškozený nebo neúplný"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), "starém formátu Wordu"),
        (b"\x89PNG\r\n\x1a\n", "není text"),
        (b"PK\x03\x04 nic", "poškozen"),
        (b"# Jen nadpis", "Kromě názvu tam nic není"),
    ):
        response = send(client, content=content, name="strategie.pdf")
        assert response.status_code == 422
        assert said in response.content.decode()
    assert Strategy.objects.count() == 1


def test_nothing_sent_is_asked_for(world: World) -> None:
    response = send(world.client("clerk"))
    assert response.status_code == 422
    assert "Vyberte soubor, nebo vložte text." in response.content.decode()


def test_too_many_lines_are_refused(world: World) -> None:
    response = send(
        world.client("clerk"), text="Plán\n" + "".join(f"# Cíl {n} krásný\n- Opatření\n" for n in range(700))
    )
    assert "najednou jich lze opravit nejvýše 1200" in response.content.decode()


def test_only_those_who_may_write_may_send(world: World) -> None:
    for who in ("member", "stranger"):
        client = world.client(who)
        assert [client.post(address, {"text": OUTLINE}).status_code for address in (READ, DRAFT)] == [403, 403]
        assert READ not in client.get(START).content.decode()
    nobody = world.client("nobody")
    assert "/account/login/" in nobody.post(READ, {"text": OUTLINE})["Location"]
    assert nobody.get(START).status_code == 200


def test_strategy_of_others_is_not_continued(world: World) -> None:
    strategy = str(world.version.strategy_id)
    for address in (READ, DRAFT):
        client = world.client("company")
        client.post(
            address, {"text": OUTLINE, "strategy": strategy, "title": "Cizí", "level-1": "goal1", "text-1": "C"}
        )
    assert StrategyVersion.objects.filter(strategy=strategy).count() == 2


def test_owner_outside_ones_organisations_is_refused(world: World) -> None:
    client = world.client("neighbour")
    sent = corrected(world, send(client, text=OUTLINE), places=place_code(world))
    assert client.post(DRAFT, sent).status_code == 422
    assert not Strategy.objects.filter(title="Plán mobility města").exists()


def test_sending_again_what_is_already_there_makes_nothing(world: World) -> None:
    client = world.client("clerk")
    sent = corrected(world, send(client, text=OUTLINE), places=place_code(world))
    client.post(DRAFT, sent)
    page = client.post(DRAFT, {**sent, "rewrite": "on"}, follow=True).content.decode()
    assert "říká totéž" in page
    assert Measure.objects.filter(title="Lavičky").count() == 1
