"""Newline-delimited JSON: written as it is read from the database, read line by line with the number of each."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeVar

from django.core.serializers.json import DjangoJSONEncoder
from django.http import HttpRequest, StreamingHttpResponse
from ninja import Schema
from pydantic import ValidationError

from naves.api.validation import MESSAGES
from naves.kernel.errors import Problem, gettext_noop

MEDIA_TYPE: Final = "application/x-ndjson"
LONGEST_LINE: Final = 1024 * 1024
MOST_LINES: Final = 1_000_000
MOST_PROBLEMS: Final = 1000
PER_CHUNK: Final = 100
S = TypeVar("S", bound=Schema)


def stream(records: Iterable[Schema], name: str) -> StreamingHttpResponse:
    """Send one record per line, without ever holding all of them."""
    response = StreamingHttpResponse(_chunks(records), content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ndjson"'
    return response


def _chunks(records: Iterable[Schema]) -> Iterator[bytes]:
    lines: list[str] = []
    for record in records:
        lines.append(json.dumps(record.dict(), cls=DjangoJSONEncoder, ensure_ascii=False, separators=(",", ":")))
        if len(lines) == PER_CHUNK:
            yield _joined(lines)
            lines = []
    if lines:
        yield _joined(lines)


def _joined(lines: list[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


class Lines:
    """The lines of a request brought to ``schema``; what is wrong with them collects in ``problems``."""

    def __init__(self, request: HttpRequest, schema: type[S], clean: Callable[[dict[str, Any]], Any]) -> None:
        """Nothing is read yet; ``clean`` sees each object before it is checked."""
        self._request, self._schema, self._clean = request, schema, clean
        self.problems: list[Problem] = []
        self.problem_count = 0
        self.count = 0
        self._sha256 = hashlib.sha256()

    @property
    def digest(self) -> str:
        """SHA-256 of what was read, for the audit log."""
        return self._sha256.hexdigest()

    def read(self, make: Callable[[int, Any], Any]) -> Iterator[Any]:
        """Yield what ``make`` makes of each good line; it may return a problem instead."""
        for number, raw in enumerate(iter(lambda: self._request.readline(LONGEST_LINE + 1), b""), start=1):
            if number > MOST_LINES:
                self.refuse(_too_many(number))
                return
            if len(raw) > LONGEST_LINE:
                self.refuse(_too_long(number))
                return
            self._sha256.update(raw)
            if not raw.strip():
                continue
            self.count += 1
            yield from self._one(number, raw, make)
        if not self.count:
            self.refuse(_empty())

    def refuse(self, *problems: Problem) -> None:
        """Note what is wrong; the first thousand are kept, all are counted."""
        self.problem_count += len(problems)
        self.problems.extend(problems[: max(MOST_PROBLEMS - len(self.problems), 0)])

    def _one(self, number: int, raw: bytes, make: Callable[[int, Any], Any]) -> Iterator[Any]:
        try:
            values = json.loads(raw.removeprefix(b"\xef\xbb\xbf").decode())
        except UnicodeDecodeError:
            self.refuse(_not_utf8(number))
            return
        except (ValueError, RecursionError):
            self.refuse(_not_json(number))
            return
        if not isinstance(values, dict):
            self.refuse(_not_json(number))
            return
        try:
            made = make(number, self._schema.model_validate(self._clean(values)))
        except ValidationError as error:
            self.refuse(*(_of_schema(number, found) for found in error.errors(include_url=False)))
            return
        if isinstance(made, Problem):
            self.refuse(made)
        else:
            yield made


def _of_schema(number: int, found: Any) -> Problem:
    context = found.get("ctx") or {}
    given = found.get("input")
    return Problem(
        code=found["type"],
        field=".".join(str(part) for part in found["loc"]) or None,
        value=given if isinstance(given, str | int | float | bool) and len(str(given)) < 200 else None,  # noqa: PLR2004
        message=next(text for kind, text in MESSAGES if found["type"].startswith(kind)),
        params={name: context.get(name, "") for name in ("expected", "max_length", "min_length")},
        row=number,
    )


def _not_json(number: int) -> Problem:
    return Problem(
        code="line_json",
        message=gettext_noop("The line is no JSON object."),
        remedy=gettext_noop("Send one JSON object per line."),
        row=number,
    )


def _not_utf8(number: int) -> Problem:
    return Problem(
        code="line_encoding",
        message=gettext_noop("The line cannot be read: send UTF-8."),
        remedy=gettext_noop("Send one JSON object per line."),
        row=number,
    )


def _too_long(number: int) -> Problem:
    return Problem(
        code="line_long",
        message=gettext_noop("The line is longer than 1 MB."),
        remedy=gettext_noop("Split the record, or leave its long text out."),
        row=number,
    )


def _too_many(number: int) -> Problem:
    return Problem(
        code="too_many_lines",
        message=gettext_noop("There are more than %(most)s lines."),
        params={"most": MOST_LINES},
        remedy=gettext_noop("Divide the file and send its parts one after another."),
        row=number,
    )


def _empty() -> Problem:
    return Problem(
        code="body_empty",
        message=gettext_noop("The body is empty."),
        remedy=gettext_noop("Send one JSON object per line."),
    )
