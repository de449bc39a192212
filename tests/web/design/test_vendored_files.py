"""What is vendored is exactly what the manifest says, and nothing of it leads to the network."""

import hashlib
import json
import re
from pathlib import Path
from typing import Any

import pytest

import naves.web.design

VENDOR = Path(naves.web.design.__file__).parent / "static" / "vendor"
MANIFEST = json.loads((VENDOR / "manifest.json").read_text(encoding="utf-8"))
PACKAGES = MANIFEST["packages"]


def test_every_vendored_file_stands_in_the_manifest_and_back() -> None:
    on_disk = {path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file()}
    listed = {name for package in PACKAGES for name in package["files"]}
    assert on_disk == listed | {"manifest.json"}


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_files_are_the_ones_that_were_fetched(package: dict[str, Any]) -> None:
    found = {name: hashlib.sha256((VENDOR / name).read_bytes()).hexdigest() for name in package["files"]}
    assert found == package["files"]
    assert set(package["take"]) == set(package["files"])


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_package_names_its_version_licence_and_authors(package: dict[str, Any]) -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+", package["version"])
    assert package["licence"] in {"EUPL-1.2", "0BSD"}
    assert package["copyright"]


def test_sheets_and_icons_load_nothing_from_elsewhere() -> None:
    for name in ("gov/gov.css", "gov/icons.svg"):
        text = (VENDOR / name).read_text(encoding="utf-8").replace("http://www.w3.org/2000/svg", "")
        assert "http" not in text
        assert "@import" not in text


def test_sheet_keeps_only_what_plain_pages_can_match() -> None:
    sheet = (VENDOR / "gov" / "gov.css").read_text(encoding="utf-8")
    assert "[data-theme=dark]" not in sheet
    assert not re.search(r"(?:^|[\s>+~(,}])gov-button\b", sheet)
    assert sheet.count("{") == sheet.count("}")
