"""Every foreign key to a person, found from the models."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from naves.domains.accounts.models import User

OUR_PACKAGE = "naves."


@dataclass(frozen=True, slots=True)
class Link:
    """A field of ``model`` that points to a person.

    A row that would go with the person (CASCADE), and any row of another package, is their own:
    it is deleted on erasure. Other rows stay and point to an account without a name.
    """

    model: type[models.Model]
    field: models.ForeignKey[Any, Any]
    is_own_row: bool


def links() -> Iterator[Link]:
    """Yield the links in the order in which Django knows the models."""
    for relation in User._meta.get_fields(include_hidden=True):
        if not isinstance(relation, models.ManyToOneRel):
            continue
        field = relation.field
        model: type[models.Model] = field.model
        ours = model.__module__.startswith(OUR_PACKAGE)
        if model._meta.auto_created:
            continue
        yield Link(model, field, is_own_row=not ours or relation.on_delete is models.CASCADE)


def model_label(model: type[models.Model]) -> str:
    """Return "app.Model"."""
    return model._meta.label
