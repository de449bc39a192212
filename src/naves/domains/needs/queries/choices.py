"""What to choose from when needs are merged and evidence is sorted: the likeliest first."""

from collections.abc import Collection

from django.db.models import QuerySet

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.models import Evidence, Need
from naves.domains.needs.permissions import Action, require
from naves.domains.needs.queries.filters import OPEN_STATUSES
from naves.domains.needs.queries.similar import ranked
from naves.domains.organisations.access import Actor
from naves.domains.places.models import Place
from naves.kernel.text import fold

MOST_CHOICES = 20
_LIVE = (NeedStatus.DRAFT, *OPEN_STATUSES)


def merge_targets(need: Need, text: str = "", *, limit: int = MOST_CHOICES) -> list[Need]:
    """Return needs of the same place that ``need`` may be joined to; ``text`` narrows them by their titles."""
    statuses = _LIVE if need.status == NeedStatus.DRAFT else OPEN_STATUSES
    others = _of_place(need.place, statuses).exclude(pk=need.pk)
    return _likeliest(others, need.title, need.language, text, limit)


def needs_to_attach_to(actor: Actor, evidence: Evidence, text: str = "", *, limit: int = MOST_CHOICES) -> list[Need]:
    """Return needs of the same place that ``evidence`` may be sorted to; ``text`` narrows them by their titles."""
    require(actor, Action.SEE_INBOX, place=evidence.place)
    others = _of_place(evidence.place, _LIVE)
    if evidence.need_id is not None:
        others = others.exclude(pk=evidence.need_id)
    return _likeliest(others, f"{evidence.title} {evidence.text}", "cs", text, limit)


def _of_place(place: Place, statuses: Collection[str]) -> QuerySet[Need]:
    return Need.objects.filter(place=place, status__in=statuses).select_related("place")


def _likeliest(needs: QuerySet[Need], about: str, language: str, text: str, limit: int) -> list[Need]:
    for word in fold(text).split():
        needs = needs.filter(title_folded__contains=word)
    return ranked(needs, about, language=language)[:limit]
