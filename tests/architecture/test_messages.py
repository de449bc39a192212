"""Czech and English are complete: every text of the sources stands translated in its catalogue."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog

from naves.config import messages

ROOMS = list(messages.rooms())


def names(room: Path) -> str:
    return room.relative_to(messages.PACKAGE).as_posix()


def texts(catalogue: Catalog) -> set[str | tuple[str, ...]]:
    return {message.id if isinstance(message.id, str) else tuple(message.id) for message in catalogue if message.id}


@pytest.mark.parametrize("room", ROOMS, ids=names)
def test_the_catalogue_holds_what_the_sources_say_and_nothing_else(room: Path) -> None:
    assert texts(messages.load(room)) == texts(messages.collect(room)), "run: make messages"


@pytest.mark.parametrize("room", ROOMS, ids=names)
def test_every_text_is_translated(room: Path) -> None:
    untranslated = [
        message.id
        for message in messages.load(room)
        if message.id
        and (message.fuzzy or not all(message.string if isinstance(message.string, tuple) else [message.string]))
    ]
    assert untranslated == []


@pytest.mark.parametrize("room", ROOMS, ids=names)
def test_translations_keep_the_places_that_are_filled_in(room: Path) -> None:
    broken = [str(error) for message, errors in messages.load(room).check() for error in errors]
    assert broken == []


def test_one_text_has_one_translation_in_the_whole_product() -> None:
    """Django merges the catalogues, so two translations of one text would make the page depend on their order."""
    seen: dict[tuple[object, str | None], tuple[str, object]] = {}
    clashes = []
    for room in ROOMS:
        for message in messages.load(room):
            key = (message.id if isinstance(message.id, str) else tuple(message.id), message.context)
            if message.id and seen.setdefault(key, (names(room), message.string))[1] != message.string:
                clashes.append(f"{key[0]}: {seen[key][0]} says {seen[key][1]}, {names(room)} says {message.string}")
    assert clashes == []


@pytest.mark.parametrize("room", ROOMS, ids=names)
def test_plural_forms_are_words(room: Path) -> None:
    cut = [
        message.id
        for message in messages.load(room)
        if isinstance(message.id, tuple) and min(map(len, message.string)) < 2
    ]
    assert cut == []
