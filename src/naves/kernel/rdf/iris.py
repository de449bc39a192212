"""IRIs on their way out: what was stored before a rule was made, or by another hand, is mended or left out."""

import re
from functools import lru_cache
from typing import Final
from urllib.parse import quote, urlsplit

# RFC 3987 and the grammar of N-Triples and Turtle: none of these may stand in an IRI.
# Surrogates are no characters; U+FFFE, U+FFFF and their kin stand for none.
_FORBIDDEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`\s\ud800-\udfff\ufdd0-\ufdef\ufff0-\uffff\ue000-\uf8ff]")
_ASTRAL: Final = re.compile(r"[\U000e0000-\U0010ffff]")
_BAD_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SCHEMES: Final = frozenset({"http", "https"})
_HOST: Final = re.compile(r"(?:[\w.~!$&'()*+,;=%-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?", re.ASCII)
_USER: Final = re.compile(r"[\w.~!$&'()*+,;=%:-]*", re.ASCII)
_MAIL: Final = "!$&'*+-/=?_~."
_LETTERS: Final = re.compile(r"[^\W\x00-\x7f]")


@lru_cache(maxsize=4096)
def mend(text: str) -> str:
    """Return ``text`` as an absolute http(s) IRI, percent-encoded where it must be; an empty text where it is none."""
    text = _BAD_PERCENT.sub("%25", text.strip())
    text = _FORBIDDEN.sub(lambda found: quote(found[0].encode("utf-8", "replace")), text)
    text = _ASTRAL.sub(lambda found: quote(found[0]), text)
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    if parts.scheme.lower() not in _SCHEMES or not parts.hostname or not _is_authority(parts.netloc):
        return ""
    # Outside of the host, brackets and a second number sign are data, not grammar.
    rest = text[len(parts.scheme) + 3 + len(parts.netloc) :].replace("[", "%5B").replace("]", "%5D")
    address, mark, fragment = rest.partition("#")
    return f"{parts.scheme}://{parts.netloc}{address}{mark}{fragment.replace('#', '%23')}"


def mend_mail(address: str) -> str:
    """Return an e-mail address as a mailto: IRI, or an empty text."""
    name, at, host = address.strip().rpartition("@")
    if not at or not name or not host:
        return ""
    written = quote(name, safe=_MAIL, errors="replace")
    return f"mailto:{written}@{quote(host, safe='.-', errors='replace')}"


def _is_authority(netloc: str) -> bool:
    """Whether it is a host, perhaps with a user and a port; Czech letters may stand in it, brackets may not."""
    user, _at, host = _LETTERS.sub("x", netloc).rpartition("@")
    return bool(_HOST.fullmatch(host)) and bool(_USER.fullmatch(user))
