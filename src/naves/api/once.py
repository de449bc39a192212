"""A creating request that is sent twice with the same Idempotency-Key is carried out once.

The answer is kept in the same transaction as what was created, so neither is there without the other;
a refused request keeps nothing and may be mended and sent again.
"""

import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja.decorators import decorate_view

from naves.api.access import identify
from naves.api.models import KeptAnswer
from naves.api.problems import problem_response
from naves.kernel.clock import now

Run = Callable[..., HttpResponse]
KEPT_FOR: Final = timedelta(hours=24)
LONGEST_KEY: Final = 200
CREATES: Final[dict[str, Any]] = {"x-once": True}
"""What such operations say in the contract."""
_KEPT_HEADERS: Final = ("Location", "ETag")


def _once(run: Run) -> Run:
    @wraps(run)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        key = request.headers.get("Idempotency-Key")
        actor = identify(request)
        if key is None or actor is None or actor.user_id is None:
            return run(request, *args, **kwargs)
        if not 0 < len(key) <= LONGEST_KEY or not key.isprintable():
            told = gettext("The header Idempotency-Key takes 1 to %(longest)s printable characters.")
            return problem_response(HTTPStatus.BAD_REQUEST, told % {"longest": LONGEST_KEY})
        return _carried_out(lambda: run(request, *args, **kwargs), actor.user_id, key, _digest(request))

    return wrapped


once = decorate_view(_once)


def _carried_out(run: Callable[[], HttpResponse], user_id: Any, key: str, digest: str) -> HttpResponse:
    at = now()
    with transaction.atomic():
        KeptAnswer.objects.filter(at__lt=at - KEPT_FOR).delete()
        try:
            with transaction.atomic():
                kept = KeptAnswer.objects.create(user_id=user_id, key=key, digest=digest, at=at)
        except IntegrityError:
            return _again(KeptAnswer.objects.get(user_id=user_id, key=key), digest)
        response = run()
        if response.status_code >= HTTPStatus.BAD_REQUEST:
            transaction.set_rollback(True)
            return response
        kept.status, kept.body = response.status_code, response.content.decode()
        kept.headers = {name: response[name] for name in _KEPT_HEADERS if response.has_header(name)}
        kept.save(update_fields=["status", "body", "headers"])
        return response


def _again(kept: KeptAnswer, digest: str) -> HttpResponse:
    if kept.digest != digest:
        told = gettext("This Idempotency-Key was used for another request. Choose a new one.")
        return problem_response(HTTPStatus.UNPROCESSABLE_ENTITY, told)
    response = HttpResponse(kept.body, status=kept.status, content_type="application/json; charset=utf-8")
    for name, value in kept.headers.items():
        response[name] = value
    response["Idempotency-Replayed"] = "true"
    return response


def _digest(request: HttpRequest) -> str:
    parts = [request.method, request.get_full_path(), hashlib.sha256(request.body).hexdigest()]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()
