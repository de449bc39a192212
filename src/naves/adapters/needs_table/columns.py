"""The template: headings in Czech (labels) or English (names), in any order."""

from naves.domains.needs.enums import Severity, VoicedBy
from naves.domains.places.rules.rows_of_tables import PLACE_COLUMNS
from naves.kernel.tables import Column, Kind

VOICED_BY = {
    VoicedBy.CITIZEN: ("občan", "občané", "obyvatel", "obyvatelé"),
    VoicedBy.TOWN: ("obec", "město", "úřad"),
    VoicedBy.ORGANISATION: ("organizace", "spolek", "firma"),
    VoicedBy.INDICATOR_GAP: ("mezera v ukazateli", "ukazatel"),
}
SEVERITY = {
    str(Severity.MINOR.value): ("mírná", "minor"),
    str(Severity.SERIOUS.value): ("vážná", "střední", "serious"),
    str(Severity.CRITICAL.value): ("kritická", "critical"),
}
ID = Column("id", label="identifikátor", aliases=("source_id", "cislo", "c_j"), max_length=120, example="P-001")
TITLE = Column(
    "title", label="název potřeby", aliases=("nazev", "potreba", "need"), required=True, example="Chybí přechod u školy"
)
THEMES = Column(
    "themes",
    label="témata",
    aliases=("tema", "theme"),
    required=True,
    max_length=500,
    example="Doprava a mobilita 70 %; Bezpečnost 30 %",
)
VOICED_ON = Column(
    "voiced_on",
    Kind.DATE,
    label="zazněla dne",
    aliases=("datum", "dne", "date"),
    required=True,
    example="23. 11. 2026",
)
COLUMNS = (
    ID,
    *PLACE_COLUMNS,
    TITLE,
    Column("description", label="popis", example="Děti přecházejí silnici II. třídy mimo přechod."),
    THEMES,
    Column("groups", label="dotčené skupiny", aliases=("skupiny",), max_length=500, example="děti; senioři"),
    Column(
        "voiced_by",
        Kind.CHOICE,
        label="kdo ji vyslovil",
        aliases=("kdo", "vyslovil"),
        required=True,
        choices={kind.value: spellings for kind, spellings in VOICED_BY.items()},
        example="občan",
    ),
    VOICED_ON,
    Column(
        "severity",
        Kind.CHOICE,
        label="závažnost",
        aliases=("zavaznost_1_3",),
        required=True,
        choices=SEVERITY,
        example="2",
    ),
    Column("severity_reason", label="důvod závažnosti", aliases=("zduvodneni",), example="Omezuje denní život."),
    Column(
        "people_affected",
        Kind.INTEGER,
        label="počet lidí",
        aliases=("pocet_obyvatel", "lidi", "people"),
        minimum=1,
        maximum=20_000_000,
        example="120",
    ),
    Column("language", Kind.CODE, label="jazyk", aliases=("kod_jazyka",), max_length=8, example="cs"),
)
TELLING = (TITLE, THEMES)
"""A table with these, and with a municipality, is a table of needs."""
