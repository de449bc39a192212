"""Is it alive, and is it ready to serve? For the operator's supervisor and load balancer."""

import tempfile
from collections.abc import Callable

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@require_safe
@never_cache
def live(request: HttpRequest) -> JsonResponse:
    """Answer as long as the process answers at all."""
    return JsonResponse({"status": "ok"})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """Answer 200 when every part works, 503 and which part does not otherwise."""
    parts = {name: _works(check) for name, check in CHECKS.items()}
    well = all(parts.values())
    return JsonResponse({"status": "ok" if well else "unavailable", "parts": parts}, status=200 if well else 503)


def _works(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except Exception:  # noqa: BLE001 - whatever is wrong, the answer is "not ready"
        return False


def _database() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def _migrations() -> bool:
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def _files() -> bool:
    with tempfile.TemporaryFile(dir=settings.NAVES_DATA_DIR):
        return True


CHECKS: dict[str, Callable[[], bool]] = {"database": _database, "migrations": _migrations, "files": _files}
