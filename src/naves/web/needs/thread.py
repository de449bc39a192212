"""The thread of a need, from voice to evidence, in words."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from naves.domains.accounts.models import User
from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.models import Need
from naves.domains.needs.queries import TimelineEntry, groups, need_timeline, themes
from naves.domains.organisations.access import Actor
from naves.domains.strategies.enums import ProofKind
from naves.domains.strategies.queries import response_timeline
from naves.kernel.clock import prague_date
from naves.web.design.formats import day, named, percent
from naves.web.design.nouns import counted
from naves.web.design.parts import Moment
from naves.web.design.words import LEVELS, Text

# Kind of entry → what happened, the colour of its dot, its icon.
LOOKS: Final[Mapping[str, tuple[Text, str, str]]] = {
    "voiced": (gettext_lazy("The need was voiced"), "plain", "quote"),
    "published": (gettext_lazy("The need was published"), "plain", "eye"),
    "republished": (gettext_lazy("The need was published again"), "plain", "eye"),
    "answered": (gettext_lazy("The town marked the need as answered"), "success", "check-lg"),
    "reopened": (gettext_lazy("The answer did not hold: the need is open again"), "warning", "exclamation-lg"),
    "withdrawn": (gettext_lazy("The need was withdrawn"), "error", "x-lg"),
    "merged": (gettext_lazy("The need was joined to another one that says the same"), "plain", "copy"),
    "split": (gettext_lazy("The need stands on its own again"), "plain", "copy"),
    "absorbed": (gettext_lazy("Another need that says the same was joined to it"), "plain", "copy"),
    "split_off": (gettext_lazy("A need that was joined to it stands on its own again"), "plain", "copy"),
    "evidence": (gettext_lazy("Evidence was added"), "plain", "bookmarks"),
    "reclassified": (gettext_lazy("The themes changed"), "plain", "gear"),
    "regrouped": (gettext_lazy("The affected groups changed"), "plain", "gear"),
    "edited": (gettext_lazy("The text was edited"), "plain", "gear"),
    "response_proposed": (gettext_lazy("A response was proposed"), "plain", "lightbulb-fill"),
    "response_confirmed": (gettext_lazy("A response was confirmed"), "response", "check-lg"),
    "response_contradicts": (gettext_lazy("A measure works against the need"), "error", "exclamation-triangle-fill"),
    "response_carried": (gettext_lazy("The response continues in a new version of the strategy"), "response", "book"),
    "response_withdrawn": (gettext_lazy("A response was withdrawn"), "warning", "x-lg"),
    "level_claimed": (gettext_lazy("The response reached a level"), "response", "star-fill"),
    "level_withdrawn": (gettext_lazy("A level was taken back"), "warning", "arrow-down"),
    "level_fell": (gettext_lazy("The level fell"), "warning", "arrow-down"),
}
UNKNOWN: Final = (pgettext_lazy("timeline", "Something happened"), "plain", "info-circle")


def moments(actor: Actor, need: Need, today: date, *, with_names: bool) -> list[Moment]:
    """Return the thread, the oldest first; ``with_names`` for those who may see who did what."""
    entries = [*need_timeline(need), *response_timeline(actor, need, today)]
    entries = sorted(_without_echoes(entries), key=lambda entry: entry.at)
    people = _names(entries) if with_names else {}
    return [_moment(entry, need, people) for entry in entries]


def _without_echoes(entries: list[TimelineEntry]) -> list[TimelineEntry]:
    """Leave out proposals that were confirmed on the same day: one line says it."""
    confirmed = {
        (entry.link_id, prague_date(entry.at))
        for entry in entries
        if entry.kind in {"response_confirmed", "response_contradicts"}
    }
    return [
        entry
        for entry in entries
        if entry.kind != "response_proposed" or entry.reason or (entry.link_id, prague_date(entry.at)) not in confirmed
    ]


def _names(entries: list[TimelineEntry]) -> dict[UUID, str]:
    ids = {entry.by_id for entry in entries if entry.by_id is not None}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=ids)}


def _moment(entry: TimelineEntry, need: Need, people: Mapping[UUID, str]) -> Moment:
    what, kind, icon = LOOKS.get(entry.kind, UNKNOWN)
    who = people.get(entry.by_id, "") if entry.by_id else ""
    if entry.kind == "voiced":
        who = " · ".join(part for part in (need.get_voiced_by_display(), who) if part)
    told = TELLERS.get(entry.kind)
    return Moment(
        entry.at,
        what,
        text=". ".join(part for part in (told(entry) if told else entry.link_text, entry.reason) if part),
        who=who,
        href=_address(entry),
        kind="success" if entry.detail.get("level") == len(LEVELS) - 1 and entry.kind == "level_claimed" else kind,
        icon=icon,
        level=_level(entry),
    )


def _level(entry: TimelineEntry) -> int | None:
    level = entry.detail.get("level")
    return level if isinstance(level, int) and entry.kind in {"level_claimed", "level_fell"} else None


def _address(entry: TimelineEntry) -> str:
    if entry.kind in {"merged", "split", "absorbed", "split_off"}:
        return reverse("needs:need", args=[entry.link_id]) if entry.link_text else ""
    if entry.kind == "evidence":
        return f"#evidence-{entry.link_id}"
    target = entry.detail.get("target")
    names = {"measure": ("strategies:measure", "target_id"), "goal": ("strategies:strategy", "strategy_id")}
    if target not in names:
        return ""
    name, key = names[str(target)]
    try:
        return reverse(name, args=[entry.detail[key]])
    except NoReverseMatch:
        return ""


def _evidence(entry: TimelineEntry) -> str:
    detail: Mapping[str, Any] = entry.detail
    parts = [str(EvidenceKind(detail["kind"]).label), str(detail["source"]), day(detail["occurred_on"])]
    if detail["people"]:
        parts.append(counted(detail["people"], "voice"))
    return f"{entry.link_text} ({', '.join(parts)})"


def _themes(entry: TimelineEntry) -> str:
    shares: Any = entry.detail["themes"]
    return ", ".join(f"{named(theme)} {percent(shares[theme.code])}" for theme in themes() if theme.code in shares)


def _groups(entry: TimelineEntry) -> str:
    codes: Any = entry.detail["groups"]
    return ", ".join(named(group) for group in groups() if group.code in codes)


def _target(entry: TimelineEntry) -> str:
    strategy = entry.detail.get("strategy")
    return f"{entry.link_text} ({strategy})" if strategy else entry.link_text


def _claim(entry: TimelineEntry) -> str:
    detail: Mapping[str, Any] = entry.detail
    words = {
        "target": _target(entry),
        "kind": ProofKind(detail["proof_kind"]).label,
        "proof": str(detail["proof_text"]).rstrip("."),
        "day": day(detail["lapses_on"]),
    }
    if detail["lapses_on"]:
        return _("%(target)s. Shown by: %(kind)s – %(proof)s. It holds until %(day)s.") % words
    return _("%(target)s. Shown by: %(kind)s – %(proof)s.") % words


TELLERS: Final[Mapping[str, Callable[[TimelineEntry], str]]] = {
    "evidence": _evidence,
    "reclassified": _themes,
    "regrouped": _groups,
    "level_claimed": _claim,
    **dict.fromkeys(
        (
            "response_proposed",
            "response_confirmed",
            "response_contradicts",
            "response_carried",
            "response_withdrawn",
            "level_withdrawn",
            "level_fell",
        ),
        _target,
    ),
}
