"""Themes and groups by whatever people call them in one cell of a table."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from naves.kernel.text import fold

_DIVIDERS = re.compile(r"[;|\n]")
_COMMA = re.compile(r",(?!\s*\d)")  # the one inside a number divides nothing
_NOT_IN_NAME = re.compile(r"[\W_]+")


def _key(name: str) -> str:
    return _NOT_IN_NAME.sub(" ", fold(name)).strip()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Codes by everything they may be called."""

    codes: Mapping[str, str]

    @classmethod
    def of(cls, names: Sequence[tuple[str, str, str]]) -> "Vocabulary":
        """Take (code, Czech name, English name)."""
        return cls({_key(name): code for code, *others in names for name in (code, *others)})

    def knows(self, name: str) -> bool:
        """Whether something is called so."""
        return _key(name) in self.codes

    def code(self, name: str) -> str:
        """Return the code; an unknown name as it is, for the rules to refuse."""
        return self.codes.get(_key(name), name.strip())

    def parts(self, text: str, name_of: Callable[[str], str] = str) -> Iterator[str]:
        """Yield what a cell lists; a comma inside a known name, as in "Kultura, sport a spolky", divides nothing.

        ``name_of`` takes a name out of a part that says more.
        """
        for listed in _DIVIDERS.split(text):
            pieces = _COMMA.split(listed)
            start = 0
            while start < len(pieces):
                end = next(
                    (end for end in range(len(pieces), start, -1) if self.knows(name_of(",".join(pieces[start:end])))),
                    start + 1,
                )
                if part := ",".join(pieces[start:end]).strip():
                    yield part
                start = end
