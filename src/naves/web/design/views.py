"""The living style page and the accessibility statement."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.web.design import samples


@require_safe
def style(request: HttpRequest) -> HttpResponse:
    """Show every component in every state."""
    return render(request, "design/style.html", samples.everything())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say how accessible the pages are, and whom to write to."""
    trail = [(_("Living style page"), reverse("design:style")), (_("Accessibility statement"), "")]
    return render(request, "design/accessibility.html", {"breadcrumbs": trail})
