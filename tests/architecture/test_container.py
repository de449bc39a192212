"""The recipe of the image is well formed, and what it copies and starts is there."""

import json
import re
import shutil
import sys
from pathlib import Path

from django.utils.module_loading import import_string

ROOT = Path(__file__).resolve().parents[2]
INSTRUCTIONS = {"ARG", "CMD", "COPY", "ENV", "EXPOSE", "FROM", "RUN", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR"}


def steps() -> list[tuple[str, str]]:
    text = (ROOT / "Containerfile").read_text(encoding="utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    return [(line.split()[0], line.split(maxsplit=1)[1]) for line in lines if line.strip()]


def test_every_line_is_an_instruction_and_the_last_image_is_no_root() -> None:
    names = [name for name, _ in steps()]
    assert set(names) <= INSTRUCTIONS
    assert names[:2] == ["ARG", "FROM"]
    assert ("USER", "naves") in steps()


def test_what_is_copied_is_there_and_reaches_the_builder() -> None:
    sources = [
        source
        for name, rest in steps()
        if name == "COPY" and not rest.startswith("--from")
        for source in rest.split()[:-1]
    ]
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    assert [source for source in sources if not (ROOT / source).exists()] == []
    assert [source for source in sources if f"!{source.rstrip('/')}" not in ignored] == []


def test_what_it_starts_is_installed() -> None:
    command = json.loads(next(rest for name, rest in steps() if name == "CMD"))
    assert shutil.which(command[0], path=str(Path(sys.executable).parent)) is not None
    assert callable(import_string(command[3].replace(":", ".")))
