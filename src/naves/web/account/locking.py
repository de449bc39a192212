"""After too many wrong passwords: whose they were, and what the person is told."""

from collections.abc import Mapping
from datetime import timedelta
from math import ceil
from typing import Any

from axes.helpers import get_cool_off
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

TOO_MANY = 429


def username(request: HttpRequest | None, credentials: Mapping[str, Any] | None = None) -> str:
    """Return the address that somebody signs in with, in small letters, so that its spelling opens no back door."""
    given = credentials or {}
    name = given.get("email") or given.get("username") or (request.POST.get("login", "") if request else "")
    return str(name).strip().lower()


def locked_out(
    request: HttpRequest, _response: HttpResponse | None = None, _credentials: Mapping[str, Any] | None = None
) -> HttpResponse:
    """Say that sign-in rests, for how long, and what to do meanwhile."""
    pause: timedelta = get_cool_off(request) or timedelta()
    response = render(request, "account/locked.html", {"minutes": ceil(pause.total_seconds() / 60)}, status=TOO_MANY)
    response["Retry-After"] = str(int(pause.total_seconds()))
    return response
