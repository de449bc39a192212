"""What the exchange does when strategies change: a draft that is one no more takes no more comments."""

from typing import Final

from naves.domains.exchange.enums import NoticeKind, RoundStatus
from naves.domains.exchange.models import ConsultationRound
from naves.domains.exchange.operations.rounds import call_off, end_comments, tell_round
from naves.domains.organisations.access import Actor
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.events import StrategyChanged
from naves.kernel.errors import gettext_noop

NOBODY: Final = Actor()
WITHDRAWN: Final = gettext_noop("The draft was withdrawn.")


def strategy_changed(event: StrategyChanged) -> None:
    """Close a consultation whose draft was approved, call off one whose draft was withdrawn."""
    running = ConsultationRound.objects.filter(
        version=event.version_id, status__in=[RoundStatus.OPEN, RoundStatus.CLOSED]
    ).exclude(version__status=VersionStatus.DRAFT)
    for consultation in running.select_for_update(of=("self",)).select_related("version__strategy"):
        if consultation.version.approved_at is None:
            call_off(consultation, WITHDRAWN, actor=NOBODY, at=event.at)
        elif consultation.status == RoundStatus.OPEN:
            end_comments(consultation, NOBODY, event.at)
            tell_round(consultation, NoticeKind.ROUND_CLOSED, NOBODY, event.at)
