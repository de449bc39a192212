"""What a token may be allowed; each domain's permissions ask for its own."""

from collections.abc import Iterable

from naves.kernel.errors import Problem, gettext_noop

SCOPES: dict[str, str] = {
    "needs:read": gettext_noop("read needs, also those that its owner alone may see"),
    "needs:write": gettext_noop("record and change needs and evidence"),
    "strategies:read": gettext_noop("read strategies, also drafts that its owner may see"),
    "strategies:write": gettext_noop("record and change strategies, goals and measures"),
    "responses:write": gettext_noop("propose, confirm and withdraw responses"),
    "exchange:read": gettext_noop("read consultations to which its owner is invited, and notices"),
    "exchange:write": gettext_noop("ask, answer and comment, and hold consultations"),
    "organisations:write": gettext_noop("change organisations and their members"),
    "monitor:write": gettext_noop("publish figures of the Monitor"),
    "imports:write": gettext_noop("import places and indicators"),
    "catalogue:read": gettext_noop("read datasets and the data estate, also what its owner alone may see"),
    "catalogue:write": gettext_noop("change datasets, tenants and who may use them"),
    "hub:read": gettext_noop("read live data from the hub, as far as its owner may"),
    "hub:write": gettext_noop("write live data into the hub, as far as its owner may"),
}
"""Scope → what it allows, for people. What is public is read without any token."""


def unknown_scopes(scopes: Iterable[str]) -> list[Problem]:
    """Return a problem for each scope that does not exist, and one where there is none at all."""
    wanted = list(scopes)
    problems = [
        Problem(
            code="unknown_scope",
            message=gettext_noop("There is no permission called “%(value)s”."),
            remedy=gettext_noop("Choose from: %(known)s."),
            params={"value": scope, "known": ", ".join(SCOPES)},
            field="scopes",
            value=scope,
        )
        for scope in wanted
        if scope not in SCOPES
    ]
    if not wanted:
        problems.append(
            Problem(
                code="no_scope",
                message=gettext_noop("The token would not be allowed anything."),
                remedy=gettext_noop("Choose at least one permission."),
                field="scopes",
            )
        )
    return problems
