"""A column that follows another one."""

from typing import Any

from django.db import models

from naves.kernel.text import fold

LONGEST = 255


def folded(text: str) -> str:
    """Return what the column holds for ``text``."""
    return fold(text)[:LONGEST]


class FoldedField(models.CharField[str, str]):
    """The folded text of the column ``source``, filled at each save and in bulk; never set by hand."""

    def __init__(self, source: str = "", **options: Any) -> None:
        """Name the column to follow."""
        self.source = source
        options.setdefault("max_length", LONGEST)
        options["editable"] = False
        super().__init__(**options)

    def deconstruct(self) -> Any:
        """Keep the name of the source in migrations."""
        name, path, arguments, options = super().deconstruct()
        del options["editable"]
        return name, path, [self.source, *arguments], options

    def pre_save(self, model_instance: models.Model, add: bool) -> str:  # noqa: ARG002  # Django's signature
        """Fold the source as it is now."""
        text = folded(getattr(model_instance, self.source))
        setattr(model_instance, self.attname, text)
        return text
