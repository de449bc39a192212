"""A person's own page: who they are, for whom they act, and the keys of their programs."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


@login_required
def home(request: HttpRequest) -> HttpResponse:
    """Show the person's data, memberships and ways to sign in."""
    return render(request, "account/home.html", {})
