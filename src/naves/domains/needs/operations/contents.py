"""The contents of a need, from values to rows and back."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Model

from naves.domains.needs.models import Need, NeedGroup, NeedThemeShare
from naves.domains.needs.rules.values import NeedValues

TEXT_FIELDS = (
    "title",
    "description",
    "language",
    "voiced_by",
    "voiced_on",
    "severity",
    "severity_reason",
    "people_affected",
)


def own_fields(values: NeedValues) -> dict[str, Any]:
    """Return the columns of the need itself."""
    return {name: getattr(values, name) for name in TEXT_FIELDS}


def current_shares(need: Need) -> dict[str, Decimal]:
    """Return the theme shares that hold now (one query)."""
    return dict(need.theme_shares.filter(until=None).values_list("theme_id", "share"))


def current_groups(need: Need) -> frozenset[str]:
    """Return the affected groups that hold now (one query)."""
    return frozenset(need.groups.filter(until=None).values_list("group_id", flat=True))


def snapshot(need: Need, shares: Mapping[str, Decimal], groups: frozenset[str]) -> dict[str, Any]:
    """Return the whole contents for the audit log."""
    return {
        "place": need.place_id,
        **{name: getattr(need, name) for name in TEXT_FIELDS},
        "themes": dict(sorted(shares.items())),
        "groups": sorted(groups),
    }


def changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the parts of ``before`` and ``after`` that differ."""
    changed = [name for name in after if before.get(name) != after[name]]
    return {name: before.get(name) for name in changed}, {name: after[name] for name in changed}


def set_shares(need: Need, shares: Mapping[str, Decimal], *, at: datetime) -> bool:
    """Let ``shares`` hold from ``at``; what was published before stays on record. Return whether it changed."""
    held = current_shares(need)
    if held == dict(shares):
        return False
    ended = [theme for theme, share in held.items() if shares.get(theme) != share]
    _end(NeedThemeShare, need, at, theme__in=ended)
    NeedThemeShare.objects.bulk_create(
        NeedThemeShare(need=need, theme_id=theme, share=share, since=at)
        for theme, share in sorted(shares.items())
        if held.get(theme) != share
    )
    return True


def set_groups(need: Need, groups: frozenset[str], *, at: datetime) -> bool:
    """Let ``groups`` hold from ``at``, as with shares. Return whether it changed."""
    held = current_groups(need)
    if held == groups:
        return False
    _end(NeedGroup, need, at, group__in=held - groups)
    NeedGroup.objects.bulk_create(NeedGroup(need=need, group_id=group, since=at) for group in sorted(groups - held))
    return True


def _end(model: type[Model], need: Need, at: datetime, **which: Any) -> None:
    rows = model._default_manager.filter(need=need, until=None, **which)
    if need.published_at is None:
        rows.delete()
    else:
        rows.update(until=at)
