"""Real Chromium for tests: where it is, how it starts, what axe-core says of a page, pictures for the docs."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OpenPage = Callable[..., Page]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = 1280, 390
# Every page is looked at in these: language and width of the window.
VIEWS = [("cs", DESKTOP), ("cs", PHONE), ("en", DESKTOP), ("en", PHONE)]
AXE_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "rules": {"target-size": {"enabled": True}},
}
SCREENSHOTS = "NAVES_SCREENSHOTS"


def address(path: str, language: str) -> str:
    """Return the path of a Czech page in ``language``."""
    return path if language == "cs" else f"/{language}{path}"


def axe_findings(page: Page) -> list[str]:
    """Return what axe-core finds wrong with the page, one line for each element."""
    violations = Axe().run(page, options=AXE_OPTIONS).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:200]}"
        for rule in violations
        for node in rule["nodes"]
    ]


def too_wide(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def screenshot(page: Page, name: str, *, whole: bool = False) -> Path | None:
    """Save a picture as ``name``.png in the folder that NAVES_SCREENSHOTS names; nothing where it names none."""
    folder = os.environ.get(SCREENSHOTS)
    if not folder:
        return None
    path = Path(folder) / f"{name}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path, full_page=whole)
    return path
