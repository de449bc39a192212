"""What became of posts, given back to the system where people wrote them."""

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from naves.domains.strategies.queries.posted import post_sources
from naves.kernel.errors import NotFound
from naves.web.design import exports
from naves.web.design.acting import actor_of
from naves.web.imports.kinds import require
from naves.web.imports.service import imports

NAMES = {"decidim": "Decidim", "consul": "CONSUL", "open311": "Open311"}


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """List the systems that posts came from, with a file for each form that one of them may take."""
    require(actor_of(request), "posts")
    context = {
        "sources": post_sources(),
        "forms": [(form, NAMES[form]) for form in imports().answer_forms()],
    }
    return render(request, "imports/answers.html", context)


@require_safe
def download(request: HttpRequest, form: str) -> StreamingHttpResponse:
    """Send the answers to the posts of one source."""
    require(actor_of(request), "posts")
    source = request.GET.get("source", "")
    if form not in imports().answer_forms() or source not in post_sources():
        raise NotFound(_("posts"), source)
    columns, rows = imports().answers(form, source)
    return exports.download("csv", name=f"{form}-answers", columns=columns, rows=rows)
