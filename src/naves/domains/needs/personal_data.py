"""The personal data that needs keep beside links to people: free texts in which somebody may name a person."""

from typing import Final

from naves.domains.accounts.privacy.record import FOR_GOOD, PUBLIC_TASK, OnErasure, PersonalField, register
from naves.kernel.errors import gettext_noop

_KNOWN: Final = gettext_noop("knowing what people in the town lack, and from what that is known")
_EXPLAINED: Final = gettext_noop("telling those who follow a need why it took a step")
_LASTING: Final = gettext_noop("permanently; a name that does not belong there is taken out by an edit")


def _text(model: str, field: str, what: str, purpose: str = _KNOWN) -> PersonalField:
    return PersonalField(model, field, what, purpose, PUBLIC_TASK, _LASTING, OnErasure.KEPT)


PERSONAL_DATA: Final = [
    _text("needs.Need", "title", gettext_noop("title of a need, in the words of the one who voiced it")),
    _text("needs.Need", "description", gettext_noop("description of a need, in the words of the one who voiced it")),
    _text("needs.Need", "severity_reason", gettext_noop("why a need presses")),
    _text("needs.Evidence", "source", gettext_noop("where evidence comes from")),
    _text("needs.Evidence", "title", gettext_noop("title of evidence")),
    _text("needs.Evidence", "text", gettext_noop("text of evidence, such as a post or a note of a telephone call")),
    _text("needs.Evidence", "file", gettext_noop("file given as evidence")),
    _text("needs.NeedTransition", "reason", gettext_noop("reason of a step"), _EXPLAINED),
    _text("needs.NeedMerge", "reason", gettext_noop("reason of a merger"), _EXPLAINED),
    _text("needs.NeedMerge", "split_reason", gettext_noop("reason of a split"), _EXPLAINED),
    PersonalField(
        "needs.Need",
        "created_by",
        gettext_noop("who wrote the need down"),
        gettext_noop("telling the author what became of it, and accountability"),
        PUBLIC_TASK,
        FOR_GOOD,
        OnErasure.PSEUDONYMOUS,
    ),
]

register(PERSONAL_DATA)
