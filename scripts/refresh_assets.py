"""Fetch the vendored front-end files again, as `static/vendor/manifest.json` asks (`make assets`).

Needs npm, and only here: pages are served from the files in the repository. The manifest names packages,
versions, licences and which of their files are taken; this script rewrites its checksums.
To move to a newer version, change the number in the manifest and run `make assets`.
"""

import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from assets.sprite import sprite
from assets.trim import trim

VENDOR = Path(__file__).parents[1] / "src" / "naves" / "web" / "design" / "static" / "vendor"
MANIFEST = VENDOR / "manifest.json"


def main() -> None:
    """Rebuild every file of the manifest and its checksums."""
    manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as scratch:
        for package in manifest["packages"]:
            source = unpack(package["name"], package["version"], Path(scratch))
            package["files"] = {
                made: write(made, content(source, recipe, package)) for made, recipe in package["take"].items()
            }
            print(f"{package['name']} {package['version']}: {', '.join(package['files'])}")
    MANIFEST.write_text(json.dumps(manifest, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def unpack(name: str, version: str, scratch: Path) -> Path:
    """Download one package with npm and return the folder that it was unpacked into."""
    target = scratch / name.replace("/", "+")
    target.mkdir()
    packed = subprocess.run(
        ["npm", "pack", f"{name}@{version}", "--silent", "--pack-destination", str(target)],
        check=True,
        capture_output=True,
        text=True,
    )
    with tarfile.open(target / packed.stdout.strip().splitlines()[-1]) as archive:
        archive.extractall(target, filter="data")
    return target / "package"


def content(source: Path, recipe: str | dict[str, Any], package: dict[str, Any]) -> bytes:
    """Return the bytes of one vendored file: a plain copy, a bundle of sheets or a sprite of icons."""
    if isinstance(recipe, str):
        return (source / recipe).read_bytes()
    if "icons" in recipe:
        folder = source / recipe["folder"]
        icons = {name: (folder / f"{name}.svg").read_text(encoding="utf-8") for name in recipe["icons"]}
        return sprite(icons).encode()
    sheets = "".join(trim((source / sheet).read_text(encoding="utf-8")) for sheet in recipe["sheets"])
    head = (
        f"/* {package['name']} {package['version']}, {package['licence']}, {package['copyright']}.\n"
        "   Adapted: custom-element selectors and the dark theme are left out; the rest stands in the\n"
        "   layer «gov», so that rules outside of a layer always win. */\n"
    )
    return f"{head}@layer gov{{\n{sheets}}}\n".encode()


def write(name: str, data: bytes) -> str:
    """Write one vendored file and return its SHA-256."""
    path = VENDOR / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return hashlib.sha256(data).hexdigest()


if __name__ == "__main__":
    main()
