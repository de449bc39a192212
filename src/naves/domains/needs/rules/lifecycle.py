"""The steps that a need may take.

A draft is published, joined to a need that says the same, or withdrawn. A published need is answered,
and opens again when the answer does not hold. A merged need goes back to where it stood before. What was
withdrawn may be published again (the permissions leave that to an analyst).
"""

from collections.abc import Mapping

from naves.domains.needs.enums import NeedStatus
from naves.kernel.errors import Problem, gettext_noop

TRANSITIONS: Mapping[NeedStatus, frozenset[NeedStatus]] = {
    NeedStatus.DRAFT: frozenset({NeedStatus.PUBLISHED, NeedStatus.MERGED, NeedStatus.WITHDRAWN}),
    NeedStatus.PUBLISHED: frozenset({NeedStatus.ANSWERED, NeedStatus.MERGED, NeedStatus.WITHDRAWN}),
    NeedStatus.ANSWERED: frozenset({NeedStatus.PUBLISHED, NeedStatus.MERGED, NeedStatus.WITHDRAWN}),
    NeedStatus.MERGED: frozenset({NeedStatus.DRAFT, NeedStatus.PUBLISHED, NeedStatus.ANSWERED}),
    NeedStatus.WITHDRAWN: frozenset({NeedStatus.PUBLISHED}),
}

COUNTED = frozenset({NeedStatus.PUBLISHED, NeedStatus.ANSWERED})
"""A need counts in the figures of its town while it stands in one of these."""

_REFUSALS: Mapping[NeedStatus, tuple[str, str]] = {
    NeedStatus.DRAFT: (
        gettext_noop("A need that is “%(status)s” does not become a draft again."),
        gettext_noop("Edit it as it is, or withdraw it."),
    ),
    NeedStatus.PUBLISHED: (
        gettext_noop("A need that is “%(status)s” cannot be published."),
        gettext_noop("Only a draft, an answered or a withdrawn need can be published; split a merged one first."),
    ),
    NeedStatus.ANSWERED: (
        gettext_noop("A need that is “%(status)s” cannot be marked as answered."),
        gettext_noop("Publish the need first."),
    ),
    NeedStatus.MERGED: (
        gettext_noop("A need that is “%(status)s” cannot be merged."),
        gettext_noop("Only a draft, a published or an answered need can be merged; split a merged one first."),
    ),
    NeedStatus.WITHDRAWN: (
        gettext_noop("A need that is “%(status)s” cannot be withdrawn."),
        gettext_noop("Split a merged need first; a withdrawn one stays as it is."),
    ),
}


def may_step(from_status: NeedStatus, to_status: NeedStatus) -> bool:
    return to_status in TRANSITIONS[from_status]


def step_problem(from_status: NeedStatus, to_status: NeedStatus) -> Problem | None:
    """Return why the step is impossible, or None. ``%(status)s`` is a status to be shown translated."""
    if may_step(from_status, to_status):
        return None
    message, remedy = _REFUSALS[to_status]
    return Problem(
        code="need_step",
        field="status",
        value=from_status.value,
        message=message,
        params={"status": from_status.label},
        remedy=remedy,
    )


def reason_problem(reason: str) -> Problem | None:
    """Return a problem where a step that must be explained is not."""
    if reason.strip():
        return None
    return Problem(
        code="reason_missing",
        field="reason",
        value=reason,
        message=gettext_noop("The reason is missing."),
        remedy=gettext_noop("Write in a sentence why; everyone who follows the need will read it."),
    )
