"""The file that a page is about, for those who may read it."""

import uuid

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from naves.domains.catalogue.models import Distribution
from naves.domains.catalogue.operations.reading import open_part
from naves.kernel.clock import now
from naves.web.design.acting import actor_of
from naves.web.design.parts import Tab


def opened(request: HttpRequest, distribution_id: uuid.UUID) -> Distribution:
    """Return the distribution with a file of ours; NotFound and NotAllowed as the rule of reading says."""
    return open_part(actor=actor_of(request), at=now(), identifier=distribution_id, what=request.get_full_path()[:400])


def name_of(part: Distribution) -> str:
    """Return what the file is called, in the reader's language where it can be."""
    is_english = (get_language() or "cs").startswith("en")
    dataset = part.dataset
    own = (part.title_en or part.title_cs) if is_english else (part.title_cs or part.title_en)
    return own or (dataset.title_en if is_english and dataset.title_en else dataset.title_cs)


def trail(part: Distribution) -> list[tuple[str, str]]:
    """Return the breadcrumbs."""
    is_english = (get_language() or "cs").startswith("en")
    title = part.dataset.title_en if is_english and part.dataset.title_en else part.dataset.title_cs
    return [
        (_("Data"), reverse("catalogue:list")),
        (title, reverse("catalogue:dataset", args=[part.dataset_id])),
        (pgettext("dataset", "File"), ""),
    ]


def tabs(request: HttpRequest, part: Distribution) -> list[Tab]:
    """Return both views of a file."""
    named = (("look", _("Preview")), ("profile", _("What is in the file")))
    hrefs = [(label, reverse(f"files:{name}", args=[part.pk])) for name, label in named]
    return [Tab(label, href, current=request.path == href) for label, href in hrefs]
