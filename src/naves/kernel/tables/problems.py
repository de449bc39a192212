"""Problems of one file, gathered so that all can be mended in one go."""

from collections.abc import Mapping

from naves.kernel.errors import Problem, Refused, gettext_noop

DEFAULT_CAP = 1_000
_LONGEST_QUOTE = 80


def fatal(code: str, message: str, remedy: str, **params: object) -> Refused:
    """Return the error for a file that cannot be read as a table at all."""
    return Refused(Problem(code=code, message=message, remedy=remedy, params=params))


def quoted(value: object) -> str:
    """Return ``value`` short enough to stand in a message."""
    text = str(value)
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 1] + "…"


class ProblemLog:
    """Keeps the first ``cap`` problems and counts the rest."""

    def __init__(self, cap: int = DEFAULT_CAP) -> None:
        self._cap = cap
        self._kept: list[Problem] = []
        self.count = 0

    def __bool__(self) -> bool:
        return self.count > 0

    def add(self, problem: Problem) -> None:
        """Take one more problem."""
        self.count += 1
        if len(self._kept) < self._cap:
            self._kept.append(problem)

    def add_row(
        self,
        row: int,
        code: str,
        message: str,
        remedy: str,
        params: Mapping[str, object] | None = None,
    ) -> None:
        """Take a problem of a whole row."""
        self.add(
            Problem(code=code, message=message, remedy=remedy, params=params or {}, row=row),
        )

    def all(self) -> tuple[Problem, ...]:
        """Return the kept problems; where some were left out, the last one says how many."""
        left_out = self.count - len(self._kept)
        if not left_out:
            return tuple(self._kept)
        more = Problem(
            code="more_problems",
            message=gettext_noop("Further problems not listed: %(count)s."),
            remedy=gettext_noop("Mend the listed ones and read the file again."),
            params={"count": left_out},
        )
        return (*self._kept, more)

    def refuse_if_any(self) -> None:
        """Raise :class:`Refused` with all problems, if there are any."""
        if self:
            raise Refused(self.all())
