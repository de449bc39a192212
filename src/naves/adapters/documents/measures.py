"""Tables in documents: a row of a table of measures is a measure, any other row a paragraph."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from naves.adapters.documents.pieces import Kind, Piece
from naves.kernel.text import fold

_TITLES = ("opatreni", "nazev opatreni", "aktivita", "projekt", "ukol", "measure", "action", "activity", "project")
_BODIES = (
    "odpovida",
    "odpoved",
    "gesce",
    "gestor",
    "garant",
    "nositel",
    "realizator",
    "zodpov",
    "responsible",
    "owner",
)
_DEADLINES = ("termin", "do kdy", "harmonogram", "deadline", "due")
_BUDGETS = ("rozpocet", "naklady", "budget", "costs")
_CODES = ("kod", "cislo", "c.", "code", "no.", "#", "id")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where in a row the measure stands, and what belongs to it; None where the table does not say."""

    title: int
    code: int | None
    body: int | None
    deadline: int | None
    budget: int | None


def columns_of(headings: Sequence[str]) -> Columns | None:
    """Return the columns of a table of measures, None where the headings are of another table."""
    folded = [fold(heading) for heading in headings]
    title = _first(folded, _TITLES)
    if title is None:
        return None
    return Columns(
        title,
        _first(folded, _CODES),
        _first(folded, _BODIES),
        _first(folded, _DEADLINES),
        _first(folded, _BUDGETS),
    )


def row_pieces(cells: Sequence[str], columns: Columns | None) -> Iterator[Piece]:
    """Yield a row as a measure with what belongs to it, or as a paragraph."""
    if columns is None:
        # Cells that were joined repeat their text.
        words = [text for text, before in zip(cells, ["", *cells], strict=False) if text and text != before]
        if words:
            yield Piece(Kind.TEXT, " – ".join(words))
        return
    if not cells[columns.title]:
        return
    code = cells[columns.code] if columns.code is not None and columns.code != columns.title else ""
    yield Piece(Kind.ITEM, f"{code} {cells[columns.title]}".strip())
    for label, column in (("Odpovídá", columns.body), ("Termín", columns.deadline), ("Rozpočet", columns.budget)):
        if column is not None and cells[column]:
            yield Piece(Kind.SAID, f"{label}: {cells[column]}")


def _first(folded: Sequence[str], names: Sequence[str]) -> int | None:
    return next((number for number, text in enumerate(folded) if text.startswith(tuple(names))), None)
