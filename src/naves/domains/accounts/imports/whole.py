"""All of an import or none of it."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import transaction

P = ParamSpec("P")
R = TypeVar("R")


def whole(operation: Callable[P, R]) -> Callable[P, R]:
    """Run an import in one transaction; its dry run, which writes nothing, in none.

    SQLite has one writer: a check of a large file must not keep everybody else from writing.
    """

    @wraps(operation)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if kwargs.get("dry_run"):
            return operation(*args, **kwargs)
        with transaction.atomic():
            return operation(*args, **kwargs)

    return run
