"""The pages that the guides lead through: who opens them, where they are, what a guide says stands there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from naves.domains.catalogue.models import RecoveryPlan
from naves.domains.exchange.models import ConsultationRound
from naves.domains.needs.models import Need
from naves.domains.organisations.models import Organisation
from naves.domains.strategies.models import Strategy

CROSSING: Final = "Děti přecházejí k základní škole přes tmavý přechod"
TOWN: Final = "Město Kolín (ukázka)"


@dataclass(frozen=True, slots=True)
class Scene:
    """One page of a guide. ``cs``, ``en``: labels that the guide names; ``picture``: name of its file, if any."""

    who: str
    path: Callable[[], str]
    cs: tuple[str, ...]
    en: tuple[str, ...]
    picture: str = ""
    height: int = 900

    def holds(self, language: str) -> tuple[str, ...]:
        """Return what must stand on the page in ``language``."""
        return self.cs if language == "cs" else self.en


def _need() -> str:
    return f"/needs/{Need.objects.get(title=CROSSING).pk}/"


def _town() -> Organisation:
    return Organisation.objects.get(name=TOWN)


def _plan() -> RecoveryPlan:
    return RecoveryPlan.objects.get(aim__startswith="Dostat údaje o parkování", ended_at=None)


def _strategy() -> Strategy:
    return Strategy.objects.get(title__icontains="města Kolína")


SCENES: Final = (
    Scene(
        "",
        lambda: "/",
        ("Odpovídají strategie na potřeby obcí?", "Průměrná obec", "Tiché potřeby", "Ke dni", "Kam potřeby došly"),
        ("Do strategies answer the needs of towns?", "The average town", "Silent needs", "How far the needs have come"),
        "monitor",
        1040,
    ),
    Scene("", lambda: "/unanswered/", ("Kdo na takovou potřebu odpověděl?",), ("Who answered such a need?",)),
    Scene(
        "analytik",
        lambda: "/matching/",
        ("Odpovídá opatření na potřebu?", "Hledat dvojice znovu", "Potřeby, které možná říkají totéž"),
        ("Does the measure answer the need?", "Look for pairs anew", "Needs that may say the same"),
        "desk",
        1180,
    ),
    Scene("analytik", lambda: "/matching/knowledge/", ("Naučit se ze všech úsudků",), ("Learn from all judgements",)),
    Scene(
        "analytik",
        lambda: "/monitor/statistics/coding/",
        ("Porovnání obcí", "Doba odezvy", "Shodují se hodnotitelé?", "Načíst návrhy nyní"),
        ("Comparison of towns", "Response times", "Do those who code agree?", "Read the suggestions now"),
        "agreement",
        780,
    ),
    Scene("analytik", lambda: "/monitor/published/", ("Zveřejnit dnešní údaje",), ("Publish today's figures",)),
    Scene(
        "analytik", lambda: "/strategy-check/", ("Zkontrolovat nový návrh", "Přečíst"), ("Check a new draft", "Read it")
    ),
    Scene(
        "analytik",
        lambda: "/imports/",
        ("Osnova strategie", "Odpovědi pro systémy, odkud příspěvky přišly"),
        ("Answers for the systems that posts came from",),
    ),
    Scene(
        "analytik",
        lambda: "/catalogue/country/",
        ("Správa dat v celé zemi", "Smlouvy končící do roka"),
        ("Custody in the country", "Contracts ending within a year"),
    ),
    Scene(
        "urednik",
        lambda: f"/strategy-check/{_strategy().pk}/",
        ("Co vynechává", "Co udělaly podobné obce", "Opatření, která neodpovídají na nic", "Zpráva k tisku"),
        ("What it leaves out", "What similar towns did", "Measures that answer nothing", "Report to print"),
        "check",
        1000,
    ),
    Scene(
        "urednik",
        lambda: "/needs/new/",
        ("Co chybí nebo nefunguje?", "Přidat doklad", "Zveřejnit", "Uložit jako koncept"),
        ("What is missing or wrong?", "Add evidence", "Publish", "Save as a draft"),
        "record-need",
    ),
    Scene(
        "urednik",
        _need,
        ("Co na potřebu odpovídá", "Od hlasu k důkazu", "Připojit opatření", "Sloučit s jinou potřebou"),
        ("What answers it", "From voice to evidence", "Link a measure", "Merge with another need"),
        "need",
        1000,
    ),
    Scene(
        "urednik",
        lambda: "/needs/inbox/",
        ("Nezařazené doklady", "Zařadit k potřebě", "Založit z něj potřebu"),
        ("Inbox", "Sort to a need", "Make a need of it"),
    ),
    Scene(
        "urednik",
        lambda: f"/catalogue/of/{_town().pk}/",
        ("Zapsat datovou sadu", "Přehled návratu dat", "Kdo má naše data", "v držení dodavatele"),
        ("Enter a dataset", "Recovery board", "Who has our data", "held by a vendor"),
        "estate",
        860,
    ),
    Scene(
        "urednik",
        lambda: f"/catalogue/plans/{_plan().pk}/",
        ("Vyzkoušet export", "Doložky pro odchod", "Práva jiných"),
        ("Rehearse the export", "Exit checklist", "Rights of others"),
    ),
    Scene(
        "urednik",
        lambda: f"/exchange/consultations/{ConsultationRound.objects.get().pk}/",
        ("Podat připomínku k návrhu", "Připomínka k některé části"),
        ("Comment on the draft", "Comment on a part of it"),
    ),
    Scene(
        "starostka",
        lambda: f"/organisations/{_town().pk}/",
        ("Pozvat člověka", "Změnit roli", "Ukončit členství"),
        ("Invite a person", "Change the role", "End the membership"),
    ),
    Scene(
        "starostka",
        lambda: "/hub/kolin_ukazka/",
        ("Pro programy", "Práva k datům", "Stáhnout", "Odběry"),
        ("For programs", "Rights to the data", "Download", "Subscriptions"),
        "live-data",
    ),
    Scene("obcan", lambda: f"/organisations/{_town().pk}/", ("Připojit se k organizaci",), ("Join the organisation",)),
    Scene(
        "obcan",
        lambda: "/needs/new/",
        ("Napište obci, co vám chybí", "Odeslat obci"),
        ("Tell your town what is missing", "Send to the town"),
        "citizen-need",
    ),
    Scene("obcan", _need, ("Sledovat potřebu", "Přidat doklad"), ("Follow the need", "Add evidence")),
    Scene(
        "firma",
        lambda: "/account/",
        ("Dvoufázové přihlášení", "Stáhnout moje údaje", "Vymazat můj účet", "Najít organizaci"),
        ("Two-factor sign-in", "Download my data", "Erase my account", "Find an organisation"),
    ),
    Scene("firma", lambda: "/organisations/new/", ("Přidat organizaci",), ("Add the organisation",)),
    Scene("firma", lambda: "/exchange/ask/", ("Zeptat se veřejně", "Kdo se ptá"), ("Ask in public", "Who asks")),
)
