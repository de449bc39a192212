"""Translations: one small catalogue per room, kept by Babel (`make messages`, `make install`).

Message ids are English; Czech stands in ``locale/cs/LC_MESSAGES/django.po`` beside the code that
speaks. ``update`` collects the messages of the sources into the catalogues, ``compile`` makes the
binary files that Django reads (they are not committed).
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "cs"
SHARED_ROOMS = ("kernel", "config", "cli", "api", "hub")
KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_noop": None,
    "gettext_lazy": None,
    "lazy": None,  # gettext_lazy, where gettext is the one called _
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
COMMENTS = ("Translators:",)


def rooms() -> Iterator[Path]:
    """Yield every folder that holds a catalogue of its own: each domain, adapter, page family and so on."""
    for name in SHARED_ROOMS:
        yield PACKAGE / name
    for group in ("domains", "adapters", "web"):
        yield from sorted(path for path in (PACKAGE / group).iterdir() if (path / "__init__.py").exists())


def catalogue_path(room: Path) -> Path:
    """Return where the Czech catalogue of ``room`` lies."""
    return room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def collect(room: Path) -> Catalog:
    """Return the messages that the sources of ``room`` use, in the order of the files."""
    catalogue = Catalog(locale=LANGUAGE)
    for path in sorted([*room.rglob("*.py"), *room.rglob("*.html"), *room.rglob("*.txt")]):
        for line, message, comments, context in _messages(path):
            catalogue.add(
                message,
                locations=[(path.relative_to(PACKAGE).as_posix(), line)],
                auto_comments=comments,
                context=context,
            )
    return catalogue


def _messages(path: Path) -> Iterator[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    source = path.read_bytes()
    if path.suffix != ".py":
        from django.utils.translation.template import templatize

        lines = templatize(source.decode(), origin=str(path)).splitlines()
        source = "\n".join(map(str.lstrip, lines)).encode()  # read as Python, where indents would mean something
    yield from extract("python", io.BytesIO(source), KEYWORDS, COMMENTS)


def load(room: Path) -> Catalog:
    """Return the committed catalogue of ``room``; an empty one where there is none yet."""
    path = catalogue_path(room)
    if not path.exists():
        return Catalog(locale=LANGUAGE)
    with path.open("rb") as file:
        return read_po(file, locale=LANGUAGE)


def update(room: Path) -> None:
    """Bring the catalogue of ``room`` up to its sources; a new message arrives untranslated."""
    found, kept = collect(room), load(room)
    if not len(found) and not catalogue_path(room).exists():
        return
    kept.update(found, no_fuzzy_matching=True, update_header_comment=False)
    kept.obsolete.clear()
    kept.header_comment = "# Czech texts of Náves."
    kept.fuzzy = False
    path = catalogue_path(room)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, kept, width=110, omit_header=False, include_lineno=False, sort_output=True)
    _drop_changing_headers(path)


def _drop_changing_headers(path: Path) -> None:
    """Leave out the dates, which would make every run a change."""
    lines = path.read_text().splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Report-Msgid', '"Last-Translator', '"Generated-By')
    path.write_text("".join(line for line in lines if not line.startswith(dated)))


def compile_all() -> int:
    """Compile every catalogue; return how many."""
    paths = [catalogue_path(room) for room in rooms() if catalogue_path(room).exists()]
    for path in paths:
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=LANGUAGE))
    return len(paths)


def main() -> None:
    """Run ``python -m naves.config.messages [update|compile] [ROOM …]``."""
    verb, *names = sys.argv[1:] or ["compile"]
    if verb == "update":
        for room in rooms():
            if not names or room.relative_to(PACKAGE).as_posix() in names:
                update(room)
    sys.stdout.write(f"{compile_all()} catalogues compiled\n")


if __name__ == "__main__":
    main()
