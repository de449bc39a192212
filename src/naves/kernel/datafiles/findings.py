"""What a profile says should be mended, the gravest first."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from naves.kernel.datafiles.profile import ColumnProfile, Profile
from naves.kernel.errors import Problem, gettext_noop

Severity = Literal["error", "warning", "note"]
_ORDER: Final = {"error": 0, "warning": 1, "note": 2}
PERSONAL: Final = {
    "birth_number": gettext_noop(
        "%(count)s cells of the column “%(column)s” look like birth numbers, such as %(example)s."
    ),
    "email": gettext_noop("%(count)s cells of the column “%(column)s” hold e-mail addresses, such as %(example)s."),
    "phone": gettext_noop("%(count)s cells of the column “%(column)s” hold telephone numbers, such as %(example)s."),
    "iban": gettext_noop("%(count)s cells of the column “%(column)s” hold an IBAN, such as %(example)s."),
    "account": gettext_noop("%(count)s cells of the column “%(column)s” hold account numbers, such as %(example)s."),
    "name": gettext_noop("%(count)s cells of the column “%(column)s” look like names of people, such as %(example)s."),
}
_GRAVE: Final = frozenset({"birth_number"})
_PERSONAL_REMEDY: Final = gettext_noop(
    "Leave the column out unless the law orders it to be published; details of an office may stay."
)
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to mend; "error" where data are lost or must not be shown, "warning" where they mislead."""

    severity: Severity
    problem: Problem


def profile_findings(profile: Profile, *, declared_format: str = "") -> list[Finding]:
    """Return what to mend; ``declared_format`` is the code in the record, such as "CSV"."""
    found = [*_of_file(profile, declared_format)]
    for column in profile.columns:
        found += _of_column(column, profile)
    return sorted(found, key=lambda one: _ORDER[one.severity])


def problem_of(kept: Mapping[str, Any]) -> Problem:
    """Return a problem that a profile keeps."""
    return Problem(
        code=kept["code"],
        message=kept["message"],
        remedy=kept["remedy"] or None,
        params=kept["params"],
        row=kept["row"],
    )


def _of_file(profile: Profile, declared: str) -> Iterator[Finding]:
    for kept in profile.problems:
        yield Finding("error", problem_of(kept))
    if declared and not _is_same(profile.format, declared):
        yield _finding(
            "error",
            "format_differs",
            gettext_noop("The record says %(declared)s, but the file is %(found)s."),
            gettext_noop("Correct the format in the record."),
            declared=declared,
            found=profile.format.upper(),
        )
    if profile.ragged:
        yield _finding(
            "error",
            "ragged",
            gettext_noop("%(count)s rows have another number of cells than the heading, the first on row %(row)s."),
            gettext_noop("Put cells that contain the delimiter into quotation marks, and fill up short rows."),
            count=profile.ragged,
            row=profile.ragged_rows[0],
        )
    if profile.lacks_heading:
        yield _finding(
            "error",
            "no_heading",
            gettext_noop("The first row looks like data, not like headings."),
            gettext_noop("Add a first row with the names of the columns."),
        )
    if profile.doubled_headings:
        yield _finding(
            "warning",
            "doubled_headings",
            gettext_noop("Columns are named alike: %(columns)s."),
            gettext_noop("Give every column a name of its own."),
            columns=", ".join(profile.doubled_headings[:5]),
        )
    if profile.nameless:
        yield _finding(
            "warning",
            "nameless",
            gettext_noop("Columns without a name: %(count)s."),
            gettext_noop("Name every column in the first row."),
            count=profile.nameless,
        )
    if profile.format == "csv" and profile.encoding not in {"", "utf-8", "utf-8-sig"}:
        yield _finding(
            "warning",
            "encoding_old",
            gettext_noop("The text is in %(encoding)s; programs abroad will show wrong letters."),
            gettext_noop("Save it as CSV UTF-8."),
            encoding=profile.encoding.upper(),
        )
    if profile.empty_rows:
        yield _finding(
            "note",
            "empty_rows",
            gettext_noop("Empty rows: %(count)s."),
            gettext_noop("Leave them out."),
            count=profile.empty_rows,
        )
    if not any(column.is_key for column in profile.columns) and profile.row_count > 1:
        yield _finding(
            "note",
            "no_key",
            gettext_noop("No single column tells the rows apart."),
            gettext_noop("Add an identifier that stays the same from version to version."),
        )


def _of_column(column: ColumnProfile, profile: Profile) -> Iterator[Finding]:
    for one in column.personal:
        yield _finding(
            "error" if one.kind in _GRAVE else "warning",
            f"personal_{one.kind}",
            PERSONAL[one.kind],
            _PERSONAL_REMEDY,
            column,
            count=one.count,
            example=one.examples[0] if one.examples else "…",
        )
    if column.almost and column.strays:
        yield _finding(
            "warning",
            "mixed_kinds",
            gettext_noop(
                "In the column “%(column)s” %(count)s values are unlike all others,"
                " such as “%(example)s” on row %(row)s."
            ),
            gettext_noop("Correct them, or leave the cell empty; then one can compute with the column."),
            column,
            count=column.stray_count,
            example=column.strays[0][1],
            row=column.strays[0][0],
        )
    if column.formulas:
        yield _finding(
            "warning",
            "formulas",
            gettext_noop("%(count)s cells of the column “%(column)s” would run as formulas in a spreadsheet."),
            gettext_noop("Put the values in place of the formulas."),
            column,
            count=column.formulas,
        )
    if column.words:
        yield _finding(
            "note",
            "missing_words",
            gettext_noop("In the column “%(column)s” missing values are written as “%(word)s”."),
            gettext_noop("Leave such cells empty."),
            column,
            word=next(iter(column.words)),
        )
    if profile.row_count and column.missing == profile.row_count:
        yield _finding(
            "warning",
            "empty_column",
            gettext_noop("The column “%(column)s” is empty."),
            gettext_noop("Fill it in, or leave it out."),
            column,
        )
    elif profile.row_count and column.missing > _HALF * profile.row_count:
        yield _finding(
            "note",
            "mostly_missing",
            gettext_noop("In the column “%(column)s” %(count)s of %(rows)s values are missing."),
            gettext_noop("Say in the description why."),
            column,
            count=column.missing,
            rows=profile.row_count,
        )


def _is_same(found: str, declared: str) -> bool:
    alike = {"ndjson": {"NDJSON", "JSON", "JSONL", "JSON_LINES"}, "json": {"JSON"}, "geojson": {"GEOJSON", "JSON"}}
    return declared.upper() in alike.get(found, {found.upper(), "TSV" if found == "csv" else found.upper()})


def _finding(
    severity: Severity,
    code: str,
    message: str,
    remedy: str,
    column: ColumnProfile | None = None,
    **params: object,
) -> Finding:
    named = {"column": column.name} if column else {}
    return Finding(
        severity,
        Problem(code=code, message=message, remedy=remedy, params={**params, **named}, column=named.get("column")),
    )
