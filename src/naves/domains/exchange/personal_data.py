"""The personal data that the exchange keeps: who spoke, and free texts in which somebody may name a person."""

from typing import Final

from naves.domains.accounts.privacy.record import FOR_GOOD, PUBLIC_TASK, OnErasure, PersonalField, register
from naves.kernel.errors import gettext_noop

_TALKING: Final = gettext_noop("public talk between towns and the ministry about needs and strategies")
_LASTING: Final = gettext_noop("permanently; a name that does not belong there is taken out by an edit")


def _text(model: str, field: str, what: str) -> PersonalField:
    return PersonalField(f"exchange.{model}", field, what, _TALKING, PUBLIC_TASK, _LASTING, OnErasure.KEPT)


def _person(model: str, field: str, what: str) -> PersonalField:
    return PersonalField(f"exchange.{model}", field, what, _TALKING, PUBLIC_TASK, FOR_GOOD, OnErasure.PSEUDONYMOUS)


PERSONAL_DATA: Final = [
    _text("Question", "title", gettext_noop("what a question asks")),
    _text("Question", "text", gettext_noop("text of a question")),
    _text("Question", "words", gettext_noop("words by which a question is found")),
    _text("Question", "withdrawn_reason", gettext_noop("why a question was withdrawn")),
    _text("Answer", "text", gettext_noop("text of an answer")),
    _text("Answer", "withdrawn_reason", gettext_noop("why an answer was withdrawn")),
    _text("ConsultationRound", "about", gettext_noop("what a consultation asks")),
    _text("ConsultationRound", "outcome", gettext_noop("outcome of a consultation")),
    _text("ConsultationRound", "cancelled_reason", gettext_noop("why a consultation was cancelled")),
    _text("Comment", "text", gettext_noop("text of a comment")),
    _text("Comment", "answer", gettext_noop("answer to a comment")),
    _person("Question", "asked_by", gettext_noop("who asked")),
    _person("Answer", "answered_by", gettext_noop("who answered")),
    _person("ConsultationRound", "created_by", gettext_noop("who opened a consultation")),
    _person("Comment", "made_by", gettext_noop("who commented")),
    _person("Comment", "answered_by", gettext_noop("who answered a comment")),
]

register(PERSONAL_DATA)
