"""Which tables an archive holds, and in which order they can be read in again."""

from django.apps import apps
from django.db import models

# What belongs to the running system, not to its content.
LEFT_OUT = frozenset(
    {
        "sessions.Session",
        "contenttypes.ContentType",
        "auth.Permission",
        "axes.AccessAttempt",
        "axes.AccessLog",
        "axes.AccessFailureLog",
        "axes.AccessAttemptExpiration",
        # What the search has to read again: its index is derived from the content.
        "search_index.Change",
    }
)
LEFT_OUT_APPS = frozenset({"django_tasks", "django_tasks_db"})


def archived_models() -> list[type[models.Model]]:
    """Return every model whose rows an archive holds, many-to-many tables among them."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed
        and not model._meta.proxy
        and model._meta.label not in LEFT_OUT
        and model._meta.app_label not in LEFT_OUT_APPS
    ]


def file_fields(model: type[models.Model]) -> list[models.FileField]:
    """Return the fields of ``model`` that name stored files."""
    return [field for field in model._meta.concrete_fields if isinstance(field, models.FileField)]
