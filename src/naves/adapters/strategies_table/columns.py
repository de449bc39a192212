"""The template: headings in Czech (labels) or English (names), in any order."""

from collections.abc import Mapping
from decimal import Decimal

from naves.domains.strategies.enums import Direction, MeasureStatus, VersionStatus
from naves.kernel.tables import Column, Kind

STATUS = {
    VersionStatus.DRAFT.value: ("návrh", "rozpracovaná"),
    VersionStatus.APPROVED.value: ("schválená", "platná", "schváleno"),
}
MEASURE_STATUS = {
    MeasureStatus.PLANNED.value: ("plánováno", "plánované", "připravuje se"),
    MeasureStatus.RUNNING.value: ("probíhá", "v realizaci", "realizuje se"),
    MeasureStatus.DONE.value: ("dokončeno", "hotovo", "splněno"),
    MeasureStatus.STOPPED.value: ("zastaveno", "zrušeno"),
}
DIRECTION = {
    Direction.HIGHER.value: ("vyšší je lepší", "růst", "zvýšit"),
    Direction.LOWER.value: ("nižší je lepší", "pokles", "snížit"),
}
STRATEGY_ID = Column(
    "strategy_id", label="identifikátor strategie", aliases=("id_strategie",), max_length=120, example="DS-1024"
)
STRATEGY_TITLE = Column(
    "strategy_title",
    label="název strategie",
    aliases=("strategie",),
    max_length=300,
    example="Strategický plán Litovel",
)
GOAL_CODE = Column("goal_code", label="kód cíle", aliases=("cislo_cile",), max_length=40, example="C1")
MEASURE_CODE = Column("measure_code", label="kód opatření", aliases=("cislo_opatreni",), max_length=40, example="O1.1")
PLACES = "places"
THEMES = ("goal_themes", "measure_themes")
"""Columns whose cells list several codes or names."""


def _choice(name: str, label: str, choices: Mapping[str, tuple[str, ...]], example: str) -> Column:
    return Column(name, Kind.CHOICE, label=label, choices=choices, example=example)


def _day(name: str, label: str, *aliases: str, example: str = "1. 1. 2026") -> Column:
    return Column(name, Kind.DATE, label=label, aliases=aliases, example=example)


COLUMNS = (
    STRATEGY_ID,
    STRATEGY_TITLE,
    Column("strategy_url", label="odkaz na strategii", max_length=500, example="https://www.litovel.eu/strategie"),
    Column("owner", label="vlastník", aliases=("gestor", "zpracovatel"), max_length=200, example="00299138"),
    Column("summary", label="shrnutí", example="Rozvoj města do roku 2030."),
    _choice("status", "stav strategie", STATUS, "schválená"),
    _day("in_force_from", "platnost od", "platna_od"),
    _day("in_force_to", "platnost do", "platna_do", example="31. 12. 2030"),
    Column("places", label="území", aliases=("kody_uzemi",), example="503444; CZ071"),
    GOAL_CODE,
    Column("goal_title", label="název cíle", aliases=("cil",), max_length=300, example="Bezpečné ulice"),
    Column("goal_description", label="popis cíle"),
    Column("goal_parent", label="nadřazený cíl", max_length=40),
    Column("goal_themes", label="témata cíle", example="Bezpečnost"),
    MEASURE_CODE,
    Column("measure_title", label="název opatření", aliases=("opatreni",), max_length=300, example="Přechody u škol"),
    Column("measure_description", label="popis opatření"),
    Column(
        "measure_responsible_body",
        label="odpovědný orgán",
        aliases=("odpovida",),
        max_length=200,
        example="Odbor dopravy",
    ),
    _day("measure_deadline", "termín opatření", "termin", example="30. 6. 2027"),
    Column("measure_budget_czk", Kind.DECIMAL, label="rozpočet opatření (Kč)", minimum=Decimal(0), example="2 500 000"),
    _choice("measure_status", "stav opatření", MEASURE_STATUS, "probíhá"),
    Column("measure_themes", label="témata opatření", example="Doprava a mobilita"),
    Column("indicator_name", label="název ukazatele", aliases=("ukazatel",), max_length=200, example="Počet přechodů"),
    Column("indicator_unit", label="jednotka ukazatele", max_length=40, example="ks"),
    _choice("indicator_direction", "směr ukazatele", DIRECTION, "vyšší je lepší"),
    Column("indicator_baseline", Kind.DECIMAL, label="výchozí hodnota", example="3"),
    _day("indicator_baseline_on", "výchozí hodnota ke dni"),
    Column("indicator_target", Kind.DECIMAL, label="cílová hodnota", example="8"),
    _day("indicator_target_on", "cílová hodnota ke dni", example="31. 12. 2027"),
)
