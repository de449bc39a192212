"""What can be imported, and what was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from naves.domains.accounts.imports.queries import imports_of
from naves.domains.strategies.queries.posted import post_sources
from naves.kernel.errors import NotAllowed
from naves.web.design.acting import actor_of
from naves.web.design.offsets import page_of, start_of
from naves.web.imports.kinds import KINDS, permitted
from naves.web.imports.looks import look_of
from naves.web.imports.service import imports

PER_PAGE = 25


@require_safe
def list_page(request: HttpRequest) -> HttpResponse:
    """Show the kinds that the reader may send, their templates, and the imports so far."""
    actor = actor_of(request)
    kinds = permitted(actor)
    if actor.is_anonymous:
        raise NotAllowed("see", "import")
    jobs = imports_of(request.user)  # type: ignore[arg-type]
    if not kinds and not jobs.exists():
        raise NotAllowed("see", "import")
    start = start_of(request.GET.get("cursor"))
    page = page_of(list(jobs[start : start + PER_PAGE]), start=start, size=PER_PAGE, total=jobs.count())
    context = {
        "answers": any(kind.name == "posts" for kind in kinds) and post_sources(),
        "kinds": [(kind, bool(imports().template(kind.name))) for kind in kinds],
        "page": page,
        "rows": [(job, KINDS[job.kind].title, look_of(job.status)) for job in page.items],
    }
    return render(request, "imports/list.html", context)
