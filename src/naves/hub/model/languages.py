"""Choice of a language out of a languageMap by a language filter (4.15; RFC 5646 tags, RFC 7231 weights)."""

from functools import lru_cache
from typing import Any


@lru_cache(maxsize=512)
def preferred(lang: str) -> tuple[str, ...]:
    """Return the tags of a filter such as ``cs,en;q=0.5``, the best first."""
    weighted: list[tuple[float, int, str]] = []
    for position, part in enumerate(lang.split(",")):
        tag, _, quality = part.partition(";")
        try:
            weight = float(quality.partition("=")[2]) if quality else 1.0
        except ValueError:
            weight = 0.0
        weighted.append((-weight, position, tag.strip()))
    return tuple(tag for _, _, tag in sorted(weighted))


def best_language(texts: dict[str, Any], lang: str) -> str:
    """Return the key of the text to show; some text is always shown."""
    lowered = {key.lower(): key for key in texts}
    for tag in preferred(lang):
        if tag == "*":
            break
        wanted = tag.lower()
        while wanted:
            if wanted in lowered:
                return lowered[wanted]
            close = next((key for low, key in lowered.items() if low.startswith(wanted + "-")), None)
            if close is not None:
                return close
            wanted = wanted.rpartition("-")[0]
    if "@none" in texts:
        return "@none"
    if "en" in texts:
        return "en"
    return next(iter(texts), "@none")
