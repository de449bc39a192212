"""Dense numbers for UUIDs. A number once given stays, so that columns read at different times fit together."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Self

import numpy as np

from naves.domains.monitor.facts.rows import Keys
from naves.domains.monitor.rules.arrays import Ids


class Numbering:
    """A register of UUIDs (as 32 hexadecimal digits) that only grows; later columns share it with earlier ones."""

    def __init__(self, texts: Sequence[str] = ()) -> None:
        self._texts = list(texts)
        self._number = {text: position for position, text in enumerate(texts)}

    @classmethod
    def of(cls, keys: Keys) -> Self:
        return cls(hexadecimal(keys))

    def give(self, texts: Sequence[str]) -> Ids:
        """Numbers of these UUIDs, new ones for new UUIDs."""
        number = self._number
        found = np.array([number.setdefault(text, len(number)) for text in texts], dtype=np.int32)
        if len(number) > len(self._texts):
            self._texts += islice(number, len(self._texts), None)
        return found

    def find(self, texts: Sequence[str]) -> Ids:
        """Numbers of these UUIDs, -1 for one that is not here."""
        number = self._number
        return np.array([number.get(text, -1) for text in texts], dtype=np.int32)

    def texts(self, numbers: Iterable[int]) -> list[str]:
        return [self._texts[number] for number in numbers]

    def keys(self) -> Keys:
        """All UUIDs by number."""
        return keys_of(self._texts)

    def __len__(self) -> int:
        return len(self._number)


def keys_of(texts: Sequence[str]) -> Keys:
    return np.frombuffer(bytes.fromhex("".join(texts)), dtype=np.uint8).reshape(-1, 16)


def hexadecimal(keys: Keys) -> list[str]:
    digits = keys.tobytes().hex()
    return [digits[start : start + 32] for start in range(0, len(digits), 32)]
