"""Response levels and statuses: the word, the colour and the icon that always go together."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Text = str | Promise

LEVELS: tuple[Text, ...] = (
    pgettext_lazy("response level", "No response"),
    pgettext_lazy("response level", "Mentioned"),
    pgettext_lazy("response level", "Planned"),
    pgettext_lazy("response level", "Resourced"),
    pgettext_lazy("response level", "Proven"),
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a status shows: its word, a colour of the government tags, an icon of the sprite."""

    label: Text
    color: str
    icon: str


NEED_STATUS: dict[str, Look] = {
    "draft": Look(pgettext_lazy("need", "Draft"), "neutral", "dash-lg"),
    "published": Look(pgettext_lazy("need", "Published"), "primary", "eye"),
    "answered": Look(pgettext_lazy("need", "Answered"), "success", "check-lg"),
    "merged": Look(pgettext_lazy("need", "Merged"), "neutral", "copy"),
    "withdrawn": Look(pgettext_lazy("need", "Withdrawn"), "neutral", "x-lg"),
}

ALERT_ICONS: dict[str, str] = {
    "info": "info-circle-fill",
    "success": "check-circle-fill",
    "warning": "exclamation-triangle-fill",
    "error": "exclamation-triangle-fill",
}
MESSAGE_KINDS: dict[str, str] = {"debug": "info"}
UNKNOWN_STATUS = Look(_("Unknown"), "neutral", "info-circle")
