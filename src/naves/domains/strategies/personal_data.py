"""The personal data that strategies keep beside links to people: free texts in which somebody may name a person."""

from typing import Final

from naves.domains.accounts.privacy.record import FOR_GOOD, PUBLIC_TASK, OnErasure, PersonalField, register
from naves.kernel.errors import gettext_noop

_PROVING: Final = gettext_noop("proving who answers a need and with what")
_LASTING: Final = gettext_noop("permanently; a name that does not belong there is taken out by an edit")


def _text(model: str, field: str, what: str) -> PersonalField:
    return PersonalField(model, field, what, _PROVING, PUBLIC_TASK, _LASTING, OnErasure.KEPT)


def _person(field: str, what: str) -> PersonalField:
    return PersonalField("strategies.Response", field, what, _PROVING, PUBLIC_TASK, FOR_GOOD, OnErasure.PSEUDONYMOUS)


PERSONAL_DATA: Final = [
    _text("strategies.Measure", "responsible_body", gettext_noop("responsible body of a measure")),
    _text("strategies.Response", "note", gettext_noop("note of a response")),
    _text("strategies.LevelClaim", "proof_text", gettext_noop("text of a proof")),
    _text("strategies.LevelClaim", "proof_file", gettext_noop("file given as a proof")),
    _person("proposed_by", gettext_noop("who proposed a response")),
    _person("confirmed_by", gettext_noop("who confirmed a response")),
    _person("withdrawn_by", gettext_noop("who withdrew a response")),
    PersonalField(
        "strategies.MatchJudgement",
        "judge",
        gettext_noop("who judged a suggested pair"),
        gettext_noop("measuring how far people agree"),
        PUBLIC_TASK,
        FOR_GOOD,
        OnErasure.PSEUDONYMOUS,
    ),
]

register(PERSONAL_DATA)
