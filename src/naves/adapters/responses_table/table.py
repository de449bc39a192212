"""Rows of the table brought to responses; what is wrong with a row lies in ``table.problems``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from naves.domains.strategies.enums import Level, ProofKind
from naves.domains.strategies.operations import ResponseRow
from naves.kernel.errors import Problem, gettext_noop
from naves.kernel.tables import Column, Kind, Record, TableReader, heading_key, read_records

PROOFS = {
    ProofKind.STRATEGY_TEXT: ("text strategie",),
    ProofKind.MEASURE_PLAN: ("plán opatření", "opatření s gestorem a termínem"),
    ProofKind.APPROVED_BUDGET: ("schválený rozpočet", "rozpočet"),
    ProofKind.SIGNED_AGREEMENT: ("podepsaná smlouva", "smlouva"),
    ProofKind.RUNNING_EXPERIMENT: ("probíhající pokus", "pokus"),
    ProofKind.INDICATOR_TARGET: ("splněný ukazatel", "ukazatel"),
    ProofKind.EXPERIMENT_VERDICT: ("výsledek pokusu",),
}
NEED = Column(
    "need_id",
    label="identifikátor potřeby",
    aliases=("potreba", "need"),
    required=True,
    max_length=120,
    example="P-001",
)
STRATEGY = Column(
    "strategy_id",
    label="identifikátor strategie",
    aliases=("id_strategie",),
    required=True,
    max_length=120,
    example="DS-1024",
)
GOAL = Column("goal_code", label="kód cíle", aliases=("cislo_cile",), max_length=40)
MEASURE = Column("measure_code", label="kód opatření", aliases=("cislo_opatreni",), max_length=40, example="O1.1")
COLUMNS = (
    Column("id", label="identifikátor odezvy", aliases=("source_id",), max_length=120, example="R-001"),
    NEED,
    STRATEGY,
    GOAL,
    MEASURE,
    Column(
        "level",
        Kind.INTEGER,
        label="stupeň odezvy",
        aliases=("stupen", "uroven"),
        minimum=int(Level.MENTIONED),
        maximum=int(Level.PROVEN),
        example="3",
    ),
    Column(
        "proof_kind",
        Kind.CHOICE,
        label="druh důkazu",
        choices={kind.value: spellings for kind, spellings in PROOFS.items()},
        example="schválený rozpočet",
    ),
    Column("proof_text", label="důkaz", aliases=("text_dukazu",), example="Rozpočet na rok 2026, § 2212"),
    Column("proof_url", label="odkaz na důkaz", max_length=500, example="https://www.litovel.eu/rozpocet"),
    Column("valid_from", Kind.DATE, label="platí od", aliases=("od",), example="1. 1. 2026"),
    Column("lapses_on", Kind.DATE, label="zaniká dne", aliases=("do",), example="31. 12. 2026"),
    Column("contradicts", Kind.BOOLEAN, label="jde proti potřebě", example="ne"),
    Column("note", label="poznámka"),
)
FIELD_OF_DOMAIN = {"source_id": "id", "need": "need_id", "code": "measure_code"}


def recognises(columns: Sequence[str]) -> bool:
    """Whether these are the headings of a table of responses."""
    keys = {heading_key(column) for column in columns}

    def there(column: Column) -> bool:
        return bool(keys & {heading_key(name) for name in (column.name, column.heading, *column.aliases)})

    return there(NEED) and there(STRATEGY) and (there(GOAL) or there(MEASURE))


class ResponsesTable:
    """Reads responses from an open table, one by one; ``headings`` name the columns in the file."""

    def __init__(self, table: TableReader) -> None:
        self._table = table
        self._records = read_records(table, COLUMNS)
        self.headings: Mapping[str, str] = {}

    def __iter__(self) -> Iterator[ResponseRow]:
        """Yield the responses whose cells can be read and that name one goal or one measure."""
        for record in self._records:
            self.headings = self.headings or dict(record.headings)
            if bool(record["goal_code"]) == bool(record["measure_code"]):
                self._table.problems.add(_one_of_both(record))
                continue
            yield ResponseRow(
                row=record.number,
                need=record["need_id"],
                strategy_id=record["strategy_id"],
                code=record["goal_code"] or record["measure_code"],
                is_goal=bool(record["goal_code"]),
                level=record["level"],
                proof_kind=record["proof_kind"] or "",
                proof_text=record["proof_text"] or "",
                proof_url=record["proof_url"] or "",
                valid_from=record["valid_from"],
                lapses_on=record["lapses_on"],
                contradicts=bool(record["contradicts"]),
                note=record["note"] or "",
                source_id=record["id"] or "",
            )

    def placed(self, problem: Problem, row: int | None = None) -> Problem:
        """Return ``problem`` with the heading of its column."""
        field = FIELD_OF_DOMAIN.get(problem.field or "", problem.field or "")
        column = self.headings.get(field, problem.column or field or None)
        return replace(problem, row=row or problem.row, column=column)


def _one_of_both(record: Record) -> Problem:
    return record.problem(
        "measure_code",
        "goal_or_measure",
        gettext_noop("The row has to name either a goal or a measure."),
        gettext_noop("Fill in one of the two codes and leave the other empty."),
    )
