"""Pages that the guides lead through hold what the guides say; with NAVES_PICTURES their pictures are made anew."""

import base64
import os
from pathlib import Path

import pytest
from playwright.sync_api import Page
from pytest_django import Settings

from naves.adapters.demo.load import load_demonstration
from naves.config import wiring
from naves.domains.accounts.models import User
from naves.domains.monitor.facts.current import forget
from naves.kernel.clock import now
from tests.browser.guide_pages import SCENES, Scene
from tests.support.browser import DESKTOP, OpenPage

PICTURES = "NAVES_PICTURES"
QUALITY = 82


@pytest.mark.django_db(transaction=True)
@pytest.mark.timeout(600)
def test_the_pages_of_the_guides_hold_what_the_guides_say(browser_page: OpenPage, settings: Settings) -> None:
    wiring.connect()
    forget()
    settings.NAVES_DEMONSTRATION = True
    load_demonstration(at=now())
    missing = []
    for scene in SCENES:
        user = User.objects.get(email=f"{scene.who}@ukazka.example") if scene.who else None
        path = scene.path()
        for language in ("cs", "en"):
            page = browser_page(path, language=language, user=user)
            shown = page.locator("body").inner_text()
            missing += [f"{language} {path}: {text}" for text in scene.holds(language) if text not in shown]
            if scene.picture:
                take_picture(page, scene, language)
            page.close()
    assert missing == []


def take_picture(page: Page, scene: Scene, language: str) -> None:
    """Write the top of the page as WebP, which keeps text sharp at a third of the size of PNG."""
    folder = os.environ.get(PICTURES)
    if not folder:
        return
    page.wait_for_load_state("networkidle")
    page.set_viewport_size({"width": DESKTOP, "height": scene.height})
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    path = Path(folder) / f"{scene.picture}-{language}.webp"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(base64.b64decode(taken["data"]))
