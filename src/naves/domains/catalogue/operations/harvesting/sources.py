"""Sources: added, and how they are read."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from naves.domains.catalogue.harvest_permissions import KIND, Action, require
from naves.domains.catalogue.models import HarvestSchedule, HarvestSource
from naves.domains.catalogue.operations.records import note
from naves.domains.catalogue.rules.custody import required
from naves.domains.catalogue.rules.harvesting import Every, next_time
from naves.domains.catalogue.rules.iris import iri_problem
from naves.domains.organisations.access import Actor
from naves.domains.organisations.models import Organisation
from naves.kernel.errors import Conflict, Problem, Refused, gettext_noop
from naves.kernel.ids import new_id

FILE = "urn:naves:file:"
"""How addresses of sources begin that are brought in from a file and never fetched."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceValues:
    """A source as somebody states it."""

    title: str
    url: str
    reader: str
    every: str = Every.WEEKLY
    publishes: bool = True
    states_terms: bool = False


@transaction.atomic
def add_source(*, actor: Actor, at: datetime, organisation: Organisation, values: SourceValues) -> HarvestSource:
    """Add a source whose records become the organisation's; it is due at once."""
    require(actor, Action.MANAGE, organisation.pk)
    _check(values)
    if HarvestSource.objects.filter(url=values.url).exists():
        raise Conflict(
            Problem(
                code="source_taken",
                field="url",
                value=values.url,
                message=gettext_noop("This address is harvested already."),
                remedy=gettext_noop("Open the source in the list and change how it is read."),
            )
        )
    source = HarvestSource.objects.create(
        id=new_id(), organisation=organisation, title=values.title.strip(), url=values.url, created_at=at
    )
    schedule = HarvestSchedule(source=source)
    _set(schedule, values, actor=actor, at=at)
    schedule.next_at = at if schedule.every != Every.NEVER else None
    schedule.save(force_insert=True)
    note(actor=actor, at=at, action="harvest_source.add", kind=KIND, identifier=source.pk, after=contents(source))
    return source


@transaction.atomic
def edit_source(*, actor: Actor, at: datetime, source: HarvestSource, values: SourceValues) -> HarvestSource:
    """Change how a source is read; its address stays, since its records are known by it."""
    source = HarvestSource.objects.select_for_update().get(pk=source.pk)
    require(actor, Action.MANAGE, source.organisation_id)
    _check(values)
    before = contents(source)
    source.title = values.title.strip()
    source.save(update_fields=["title"])
    schedule = source.schedule
    if values.every != schedule.every:
        schedule.next_at = next_time(Every(values.every), at)
    _set(schedule, values, actor=actor, at=at)
    # What is written changes with these settings, so the whole source has to be read again.
    schedule.etag = schedule.last_modified = ""
    schedule.save()
    after = contents(source)
    note(actor=actor, at=at, action="harvest_source.edit", kind=KIND, identifier=source.pk, before=before, after=after)
    return source


def contents(source: HarvestSource) -> dict[str, object]:
    """Return what the audit log keeps of a source."""
    kept = ("reader", "every", "publishes", "states_terms")
    return {"title": source.title, "url": source.url} | {name: getattr(source.schedule, name) for name in kept}


def _set(schedule: HarvestSchedule, values: SourceValues, *, actor: Actor, at: datetime) -> None:
    schedule.reader, schedule.every = values.reader, values.every
    schedule.publishes, schedule.states_terms = values.publishes, values.states_terms
    schedule.set_by_id, schedule.changed_at = actor.user_id, at


def _check(values: SourceValues) -> None:
    problems: list[Problem] = []
    if not values.title.strip():
        problems.append(
            required("title", gettext_noop("The source needs a name."), gettext_noop("Say whose catalogue it is."))
        )
    if not values.url.startswith(FILE) and (problem := iri_problem(values.url, "url")):
        problems.append(problem)
    if values.every not in set(Every):
        problems.append(
            Problem(
                code="unknown_code",
                field="every",
                value=values.every,
                message=gettext_noop("“%(value)s” is not in the list of this field."),
                params={"value": values.every},
                remedy=gettext_noop("Choose one of those offered."),
            )
        )
    if problems:
        raise Refused(problems)
