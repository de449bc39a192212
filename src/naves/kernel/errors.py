"""Errors a person can act on: which field, which value, and the way to mend it.

The kernel knows no language. Messages and remedies are English templates marked with
:func:`gettext_noop`; the edges (pages, API, command line) translate them and fill them in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any


def gettext_noop(message: str) -> str:
    """Mark ``message`` for translation and return it as it is."""
    return message


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong.

    ``message`` and ``remedy`` are templates with ``%(name)s`` places filled from ``params``.
    ``row`` is the line of the file, counted from 1; ``column`` the heading of the table.
    """

    code: str
    message: str
    params: Mapping[str, object] = field(default_factory=dict)
    field: str | None = None
    value: object = None
    remedy: str | None = None
    row: int | None = None
    column: str | None = None

    def text(self, translate: Callable[[str], str] = str) -> str:
        """Return the message in the language of ``translate``."""
        return _filled(translate(self.message), self.params)

    def remedy_text(self, translate: Callable[[str], str] = str) -> str:
        """Return the way to mend it, or an empty text."""
        return _filled(translate(self.remedy), self.params) if self.remedy else ""


def _filled(template: str, params: Mapping[str, object]) -> str:
    return template % params if params else template.replace("%%", "%")


class NavesError(Exception):
    """Base of every error that Náves raises on purpose."""


class Refused(NavesError):
    """The input cannot be accepted; nothing was written."""

    def __init__(self, problems: Sequence[Problem] | Problem) -> None:
        """Take one problem or several."""
        self.problems: tuple[Problem, ...] = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("; ".join(problem.text() for problem in self.problems))


class Conflict(Refused):
    """The input is well formed, but the record has moved on or already exists."""


class NotAllowed(NavesError):
    """The one who asks may not do this."""

    def __init__(self, action: str, kind: str, reason: str = "") -> None:
        """Name the action and the kind of object that it was refused on."""
        self.action, self.kind, self.reason = action, kind, reason
        super().__init__(f"{action} on {kind} is not allowed{': ' + reason if reason else ''}")


class NotFound(NavesError):
    """No such record, or none that the one who asks may see."""

    def __init__(self, kind: str, identifier: Any) -> None:
        """Name the kind and the identifier that was looked for."""
        self.kind, self.identifier = kind, identifier
        super().__init__(f"{kind} {identifier} was not found")
