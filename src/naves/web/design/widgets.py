"""Widgets that forms of every page family share."""

from typing import Any

from django.forms import widgets


class DayInput(widgets.DateInput):
    """A date chosen in the browser's own calendar; typed as 2026-11-23 where it has none."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Fix the format that browsers send."""
        super().__init__(attrs=attrs, format="%Y-%m-%d")
