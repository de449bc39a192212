"""The frame of every page."""

from collections.abc import Callable

import pytest
from django.test import Client, override_settings

Get = Callable[..., str]
pytestmark = pytest.mark.django_db


@pytest.fixture
def page(client: Client) -> Get:
    return lambda path="/style/", **headers: client.get(path, headers=headers).content.decode()


def test_demonstration_is_marked_on_every_page(page: Get) -> None:
    with override_settings(NAVES_DEMONSTRATION=True):
        assert "Ukázková data." in page()
    with override_settings(NAVES_DEMONSTRATION=False):
        assert "Ukázková data." not in page()


def test_page_names_its_language_and_its_other_language(page: Get) -> None:
    czech, english = page(), page("/en/style/")
    assert '<html lang="cs"' in czech
    assert 'hreflang="en" href="/en/style/"' in czech
    assert '<html lang="en"' in english
    assert 'hreflang="cs" href="/style/"' in english


def test_frame_loads_nothing_from_elsewhere(page: Get) -> None:
    assert "//" not in page().replace("http://www.w3.org/2000/svg", "").replace("<!doctype html>", "")


def test_style_page_is_only_read(client: Client) -> None:
    assert client.post("/style/").status_code == 405
