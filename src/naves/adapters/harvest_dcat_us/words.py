"""Words of a feed: texts without markup, placeholders, licences, formats, days, themes."""

import html
import re
from datetime import date, datetime
from typing import Any, Final

from naves.domains.catalogue.rules.vocabulary import CC0, CC_BY
from naves.kernel.text import fold

_PLACEHOLDER: Final = re.compile(r"\{\{[^{}]*\}\}")
_TAG: Final = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^<>]*>", re.DOTALL | re.IGNORECASE)
_BREAK: Final = re.compile(r"<\s*(br|/p|/li|/div|/h\d)\b[^<>]*>", re.IGNORECASE)
_SPACES: Final = re.compile(r"[^\S\n]+")
_LICENCES: Final = (
    (re.compile(r"publicdomain/zero|\bcc ?-?0\b"), CC0),
    (re.compile(r"licenses/by/4\.0|\bcc[ -]by([ -]4(\.0)?)?\b(?![ -](sa|nc|nd))"), CC_BY),
)
FORMATS: Final = {
    "web page": "HTML",
    "arcgis geoservices rest api": "JSON",
    "csv": "CSV",
    "geojson": "GEOJSON",
    "kml": "KML",
    "zip": "ZIP",
    "txt": "TXT",
    "xlsx": "XLSX",
    "xls": "XLS",
    "gpkg": "GPKG",
    "gdb": "GDB",
    "json": "JSON",
    "xml": "XML",
    "pdf": "PDF",
    "shp": "SHP",
    "shapefile": "SHP",
    "html": "HTML",
}
# Words of categories and themes, folded, and the European themes that they mean.
_THEMES: Final = (
    ("doprav|silnic|transport|mobility", "TRAN"),
    ("skolstv|vzdel|kultur|cestovni ruch|sport|education|tourism", "EDUC"),
    ("zdravot|health", "HEAL"),
    ("zivotni prostred|environment|ochrana prirody", "ENVI"),
    ("ekonom|trh prace|investic|economy|financ", "ECON"),
    ("bezpecnost|izs|justice|safety", "JUST"),
    ("lide|socialn|obyvatel|demograf|population", "SOCI"),
    ("energ", "ENER"),
    ("zemedel|agricult|lesnict", "AGRI"),
    ("vyzkum|science|technolog", "TECH"),
    ("kraj|dotac|verejna sprava|government|urad", "GOVE"),
    ("uzemni|planovani|region|cities", "REGI"),
)


def text(value: Any) -> str:
    """Return a text without markup; empty for what is none and for a template that was never filled in."""
    if not isinstance(value, str):
        return ""
    value = value.encode("utf-8", "replace").decode()  # half of a character, which JSON can carry
    plain = html.unescape(_TAG.sub("", _BREAK.sub("\n", _PLACEHOLDER.sub("", value))))
    lines = (_SPACES.sub(" ", line).strip() for line in plain.replace("\x00", "").splitlines())
    joined = "\n".join(line for line in lines if line)
    return "" if joined in {'""', "."} else joined


def texts(value: Any) -> tuple[str, ...]:
    """Return the texts of a list, or of one text."""
    found = value if isinstance(value, list) else [value]
    return tuple(dict.fromkeys(word for one in found if (word := text(one))))


def licence(value: Any) -> str:
    """Return the address of a licence that is named or linked; an empty text where none is known."""
    words = text(value)
    known = next((iri for pattern, iri in _LICENCES if pattern.search(words.lower())), "")
    return known or (words if words.startswith(("https://", "http://")) and " " not in words else "")


def file_format(value: Any) -> str:
    """Return the code of the European list for a format as feeds name it."""
    name = text(value).lower()
    return FORMATS.get(name, re.sub(r"[^A-Za-z0-9]+", "_", name).strip("_").upper()[:60])


def day(value: Any) -> date | None:
    """Return the day of a date or moment of ISO 8601, also where only year or month is said."""
    written = text(value).strip()
    try:
        return datetime.fromisoformat(written).date()
    except ValueError:
        found = re.fullmatch(r"(\d{4})(?:-(\d{2}))?", written)
    try:
        return date(int(found[1]), int(found[2] or 1), 1) if found else None
    except ValueError:
        return None


def themes(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the European themes that categories name."""
    folded = [fold(word) for word in words]
    return tuple(dict.fromkeys(code for word in folded for pattern, code in _THEMES if re.search(pattern, word)))
