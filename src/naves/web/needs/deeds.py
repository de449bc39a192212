"""What can be done with a need, as links on its page; publishing and editing have their buttons above."""

from typing import Final

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.permissions import Action
from naves.domains.needs.queries import NeedDetail
from naves.web.design.words import Text

DEEDS: Final[tuple[tuple[Action, str, Text], ...]] = (
    (Action.ANSWER, "needs:answer", _("Mark as answered")),
    (Action.REOPEN, "needs:reopen", _("Open again")),
    (Action.MERGE, "needs:merge", _("Merge with another need")),
    (Action.SPLIT, "needs:split", _("Split off")),
    (Action.WITHDRAW, "needs:withdraw", _("Withdraw")),
    (Action.VIEW_HISTORY, "needs:history", _("Show the history")),
)


def deeds(detail: NeedDetail) -> list[tuple[Text, str]]:
    """Return the links that the reader may follow."""
    need = detail.need
    links = [(label, reverse(name, args=[need.pk])) for action, name, label in DEEDS if action in detail.actions]
    if need.status == NeedStatus.WITHDRAWN and Action.PUBLISH in detail.actions:
        links.insert(0, (_("Publish again"), reverse("needs:publish", args=[need.pk])))
    return links
