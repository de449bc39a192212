"""What the docs name is there: files, pictures, commands with their options, make targets, addresses, settings."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from django.urls import Resolver404, resolve

from naves.cli import main

ROOT = Path(__file__).resolve().parents[2]
DOCS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
GUIDES = ROOT / "docs" / "guide"
PICTURES = ROOT / "docs" / "pictures"
LARGEST_PICTURE = 120_000
LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```.*?\n(?P<block>.*?)```|`(?P<span>[^`\n]+)`|^ {4}(?P<indented>\S.*)$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"(?:^|[\s(]|bin/)naves (?P<rest>[a-z-].*)")
TARGET = re.compile(r"(?:^|&& )make (?P<name>[a-z][a-z-]*)")
ADDRESS = re.compile(r"(?:^|http://127\.0\.0\.1:8000)(?P<path>/[a-z][\w/.-]*)(?:$|[?' ])")
NO_PAGE = ("/etc/", "/var/", "/opt/", "/srv/", "/ngsi-ld/")
VARIABLE = re.compile(r"\bNAVES_[A-Z_]+\b")
PAIRS = {
    "analytik": "analyst",
    "urednik": "clerk",
    "data": "data",
    "organizace": "organisation",
    "obcan": "citizen",
    "datovy-inzenyr": "data-engineer",
    "spravce": "administrator",
}


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def code_of(path: Path) -> Iterator[str]:
    """Yield the lines of code blocks and the code within text."""
    for found in CODE.finditer(path.read_text(encoding="utf-8")):
        yield from (found["block"] or found["span"] or found["indented"]).replace("\\\n", " ").splitlines()


def wrong_command(words: list[str]) -> str | None:
    """Return the first word that the command line does not know."""
    context = click.Context(main)
    seen: list[click.Command] = [main]
    for word in words:
        command = seen[-1]
        if word in {"|", "||", "#", ">", "&&", "\\"}:
            return None
        if word.startswith("--"):
            name = word.partition("=")[0]
            if name != "--help" and not any(name in one.opts for each in seen for one in each.params):
                return word
        elif isinstance(command, click.Group):
            found = command.get_command(context, word)
            if found is not None:
                seen.append(found)
            elif command is main:
                return word
    return None


def answers(path: str) -> bool:
    """Return whether a page or the API stands at the address, with a slash at its end or without."""
    for one in (path, f"{path.rstrip('/')}/"):
        try:
            resolve(one)
        except Resolver404:
            continue
        return True
    return False


@cache
def settings_read() -> frozenset[str]:
    """Return the settings that the sources, the tests or the Makefile read."""
    sources = [*(ROOT / "src").rglob("*.py"), *(ROOT / "tests").rglob("*.py"), ROOT / "Makefile"]
    return frozenset(name for source in sources for name in VARIABLE.findall(source.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_links_and_pictures_lead_somewhere(path: Path) -> None:
    named = [link for link in LINK.findall(path.read_text(encoding="utf-8")) if not urlsplit(link).scheme]
    missing = [link for link in named if not (path.parent / unquote(urlsplit(link).path)).exists()]
    assert missing == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_commands_exist_with_their_options(path: Path) -> None:
    wrong = []
    for line in code_of(path):
        if found := COMMAND.search(line):
            words = re.sub(r"[\[\]…]", " ", found["rest"]).split()
            if (word := wrong_command(words)) is not None:
                wrong.append(f"{line.strip()}: {word}")
    assert wrong == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_make_knows_every_target_that_is_named(path: Path) -> None:
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    named = {found["name"] for line in code_of(path) if (found := TARGET.search(line.strip()))}
    assert named - known == set()


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_addresses_of_pages_and_of_the_api_answer(path: Path) -> None:
    named = {found["path"] for line in code_of(path) if (found := ADDRESS.search(line))}
    unknown = [each for each in named if not f"{each}/".startswith(NO_PAGE) and not answers(each)]
    assert unknown == []


@pytest.mark.parametrize("path", DOCS, ids=name_of)
def test_settings_that_are_named_are_read_somewhere(path: Path) -> None:
    assert set(VARIABLE.findall(path.read_text(encoding="utf-8"))) - settings_read() == set()


def test_the_operating_guide_names_every_setting() -> None:
    read = set(VARIABLE.findall((ROOT / "src/naves/config/env.py").read_text(encoding="utf-8")))
    assert read - set(VARIABLE.findall((ROOT / "docs/operate/README.md").read_text(encoding="utf-8"))) == set()


@pytest.mark.parametrize(("czech", "english"), PAIRS.items())
def test_guides_have_the_same_parts_in_both_languages(czech: str, english: str) -> None:
    texts = [
        (GUIDES / language / f"{name}.md").read_text(encoding="utf-8")
        for language, name in (("cs", czech), ("en", english))
    ]
    headings, pictures = (
        [re.findall(pattern, text, re.MULTILINE) for text in texts]
        for pattern in (r"^(#+) ", r"!\[[^]]+\]\([./]*pictures/(.+)-(?:cs|en)\.webp\)")
    )
    assert (headings[0], pictures[0]) == (headings[1], pictures[1])


def test_every_guide_is_paired() -> None:
    assert {path.stem for path in (GUIDES / "cs").glob("*.md")} == set(PAIRS)
    assert {path.stem for path in (GUIDES / "en").glob("*.md")} == set(PAIRS.values())


def test_every_picture_is_shown_somewhere_and_is_small() -> None:
    shown = {Path(link).name for path in DOCS for link in LINK.findall(path.read_text(encoding="utf-8"))}
    assert {path.name for path in PICTURES.iterdir()} - shown == set()
    assert [path.name for path in PICTURES.iterdir() if path.stat().st_size > LARGEST_PICTURE] == []
