"""Rules that every template of every page family keeps."""

import re
from pathlib import Path

import pytest

import naves

PACKAGE = Path(naves.__file__).parent
TEMPLATES = sorted(PACKAGE.glob("**/templates/**/*.html"))
NAMES = [path.relative_to(PACKAGE).as_posix() for path in TEMPLATES]


@pytest.fixture(params=TEMPLATES, ids=NAMES)
def source(request: pytest.FixtureRequest) -> str:
    return request.param.read_text(encoding="utf-8")


def test_no_inline_style_or_script(source: str) -> None:
    """The content security policy forbids both; classes, SVG attributes and files do the work."""
    assert not re.search(r"\sstyle=", source)
    assert not re.search(r"\son[a-z]+=", source)
    assert "<style" not in source
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", source))


def test_header_cells_say_what_they_head(source: str) -> None:
    assert all("scope=" in cell for cell in re.findall(r"<th\b[^>]*>", source))


def test_pictures_have_a_text_or_are_hidden(source: str) -> None:
    pictures = re.findall(r"<svg\b[^>]*>", source)
    assert all("aria-" in tag or 'role="img"' in tag for tag in pictures if "icon" not in tag)
    assert all("alt=" in tag for tag in re.findall(r"<img\b[^>]*>", source))
