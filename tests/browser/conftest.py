"""Fixtures that open pages of a live server in real Chromium."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.support.browser import ARGUMENTS, CHROMIUM, DESKTOP, OpenPage, address, axe_findings, too_wide

HERE = __file__.rpartition("/")[0]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything in this folder as `browser`."""
    for item in items:
        if str(item.path).startswith(HERE):
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium(django_db_setup: None) -> Iterator[Browser]:
    """Start the installed Chromium once for the session, after the database, whose set-up bears no event loop."""
    if CHROMIUM is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    # Playwright's loop runs in this thread; Django would take it for asynchronous code.
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def browser_page(chromium: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Return a function that opens `(path, language="cs", width=1280, scripts=True, user=None)` in a fresh context.

    At the end the test fails if any page broke the content security policy or threw in a script.
    """
    contexts, complaints = [], []

    def listen(message: Any) -> None:
        if "Content Security Policy" in message.text:
            complaints.append(message.text)

    def open_page(
        path: str, *, language: str = "cs", width: int = DESKTOP, scripts: bool = True, user: Any = None
    ) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 900},
            locale="cs-CZ" if language == "cs" else "en-GB",
            timezone_id="Europe/Prague",
            java_script_enabled=scripts,
            reduced_motion="reduce",
        )
        contexts.append(context)
        if user is not None:
            context.add_cookies([{**session_cookie(user), "url": live_server.url}])
        page = context.new_page()
        page.on("console", listen)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(live_server.url + address(path, language))
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def session_cookie(user: Any) -> dict[str, str]:
    """Return the cookie of a session in which ``user`` is signed in."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies[settings.SESSION_COOKIE_NAME].value}


@pytest.fixture
def axe_clean() -> Callable[[Page], None]:
    """Return a function that fails where axe-core finds anything, or where the page is wider than its window."""

    def check(page: Page) -> None:
        assert axe_findings(page) == []
        assert too_wide(page) == 0

    return check
