"""Statuses and settings of harvesting in words."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from naves.adapters.harvest.readers import TITLES
from naves.domains.catalogue.models import HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.sources import FILE
from naves.domains.catalogue.rules.harvesting import Every, RunStatus
from naves.web.design.formats import moment
from naves.web.design.parts import Fact
from naves.web.design.words import UNKNOWN_STATUS, Look, Text

STATUS: Mapping[str, Look] = {
    RunStatus.WAITING: Look(pgettext_lazy("harvest", "waiting for its turn"), "neutral", "dash-lg"),
    RunStatus.RUNNING: Look(pgettext_lazy("harvest", "running"), "primary", "upload"),
    RunStatus.PAUSED: Look(pgettext_lazy("harvest", "stopped half-way"), "warning", "info-circle"),
    RunStatus.ASKING: Look(pgettext_lazy("harvest", "asks you"), "warning", "exclamation-triangle-fill"),
    RunStatus.DONE: Look(pgettext_lazy("harvest", "done"), "success", "check-lg"),
    RunStatus.FAILED: Look(pgettext_lazy("harvest", "failed"), "error", "x-lg"),
    RunStatus.OVERTAKEN: Look(pgettext_lazy("harvest", "overtaken by a newer run"), "neutral", "dash-lg"),
}
EVERY: Mapping[str, Text] = {
    Every.DAILY: pgettext_lazy("harvest", "every day"),
    Every.WEEKLY: pgettext_lazy("harvest", "every week"),
    Every.MONTHLY: pgettext_lazy("harvest", "every month"),
    Every.NEVER: pgettext_lazy("harvest", "only when somebody starts it"),
}
MOVING = frozenset({RunStatus.WAITING, RunStatus.RUNNING})


def look_of(status: str) -> Look:
    """Return the look of a run."""
    return STATUS.get(status, UNKNOWN_STATUS)


def counts(run: HarvestRun) -> list[Fact]:
    """Return the report of a run in figures; what is nought and does not matter is left out."""
    facts = [
        Fact(_("Created"), run.created),
        Fact(_("Changed"), run.changed),
        Fact(_("Unchanged"), run.unchanged),
        Fact(_("Refused records"), run.refused),
    ]
    rest = (
        (_("Left as drafts, since something mandatory is missing"), run.drafts),
        (_("Back after they had vanished"), run.returned),
        (_("Vanished from the source"), run.missing),
        (_("Withdrawn"), run.withdrawn),
    )
    return [*facts, *(Fact(term, count) for term, count in rest if count)]


def source_facts(source: HarvestSource) -> list[Fact]:
    """Return how a source is read."""
    schedule = source.schedule
    is_file = source.url.startswith(FILE)
    return [
        Fact(_("Organisation"), source.organisation.name),
        Fact(_("Address"), _("a file that was sent in") if is_file else source.url),
        Fact(_("Kind of source"), _(TITLES.get(schedule.reader, schedule.reader))),
        Fact(_("Read"), EVERY.get(schedule.every, schedule.every)),
        Fact(_("Next time"), moment(schedule.next_at) if schedule.next_at else "–"),
        Fact(
            _("Whole records"),
            _("are published at once") if schedule.publishes else _("wait as drafts for somebody to publish them"),
        ),
        Fact(
            _("Records without terms of use"),
            _("hold nothing protected, says the owner") if schedule.states_terms else _("stay drafts"),
        ),
    ]
