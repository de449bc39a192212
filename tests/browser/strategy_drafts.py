"""What somebody does in a browser to bring a draft strategy in; other scenarios may begin with it."""

from playwright.sync_api import Page, expect

from tests.support.documents import strategy_docx


def send_document(page: Page, content: bytes | None = None, *, title: str = "Strategie rozvoje města Litovel") -> None:
    """From the page of the check to the preview: choose a DOCX and have it read."""
    file = {"name": "strategie.docx", "mimeType": "application/octet-stream", "buffer": content or strategy_docx(title)}
    page.locator("input[type=file]").set_input_files([file])  # type: ignore[list-item]
    page.get_by_role("button", name="Přečíst").click()
    expect(page.locator("h1")).to_have_text("Oprava osnovy")


def line_of(page: Page, text: str) -> int:
    """Return the number of the line that says ``text``."""
    area = page.locator(".line textarea", has_text=text).first
    return int((area.get_attribute("name") or "").removeprefix("text-"))


def correct_line(page: Page, said: str, /, **values: str) -> None:
    """Set `level`, `text`, `code`, `body` or `deadline` of the line that says ``said``."""
    number = line_of(page, said)
    for name, value in values.items():
        control = page.locator(f"[name={name}-{number}]")
        if name == "level":
            control.select_option(value)
        else:
            control.fill(value)


def make_draft(page: Page, *, owner: str, places: str) -> None:
    """From the preview to the check of the draft."""
    page.get_by_label("Vlastník").select_option(label=owner)
    page.get_by_label("Pokrytá místa").fill(places)
    page.get_by_role("button", name="Vytvořit návrh").click()
    expect(page.locator("h1")).to_have_text("Na co by návrh odpovídal a co vynechává?")
