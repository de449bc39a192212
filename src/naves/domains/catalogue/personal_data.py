"""The personal data that the catalogue keeps beside links to people: contacts and free texts that may name a person."""

from typing import Final

from naves.domains.accounts.privacy.record import FOR_GOOD, PUBLIC_TASK, OnErasure, PersonalField, register
from naves.kernel.errors import gettext_noop

_ASKING: Final = gettext_noop("letting users of data know whom to ask")
_PROVING: Final = gettext_noop("proving who holds public data and how they come back")
_TALKING: Final = gettext_noop("talking about data in public, and showing what was built on them")
_LENDING: Final = gettext_noop("saying who may use which data for what purpose")
_LASTING: Final = gettext_noop("permanently; a name that does not belong there is taken out by an edit")


def _text(model: str, field: str, what: str, purpose: str) -> PersonalField:
    return PersonalField(model, field, what, purpose, PUBLIC_TASK, _LASTING, OnErasure.KEPT)


_CONTACT: Final = gettext_noop("contact of a record, an office as a rule")
_EVIDENCE: Final = gettext_noop("evidence of a fact of custody, such as a contract")

PERSONAL_DATA: Final = [
    *(
        _text(f"catalogue.{model}", field, _CONTACT, _ASKING)
        for model in ("Dataset", "DatasetSeries", "DataService", "Catalogue")
        for field in ("contact_name", "contact_email")
    ),
    _text("catalogue.CustodyFact", "evidence", _EVIDENCE, _PROVING),
    _text("catalogue.CustodyFact", "file", _EVIDENCE, _PROVING),
    _text("catalogue.RecoveryStep", "responsible", gettext_noop("who does a step of a recovery plan"), _PROVING),
    _text("catalogue.RecoveryStep", "outcome", gettext_noop("what came of a step"), _PROVING),
    _text("catalogue.RecoveryPlan", "ended_reason", gettext_noop("why a plan was given up"), _PROVING),
    _text("catalogue.ExportRehearsal", "file", gettext_noop("export that was checked; it may hold anything"), _PROVING),
    _text("catalogue.ExportRehearsal", "problems", gettext_noop("cells of an export that were wrong"), _PROVING),
    _text("catalogue.ExitAnswer", "note", gettext_noop("where a contract holds a clause"), _PROVING),
    _text("catalogue.Distribution", "file", gettext_noop("data file, told by its terms of use"), _PROVING),
    _text("catalogue.Distribution", "terms_work_author", gettext_noop("author whom users shall name"), _ASKING),
    _text("catalogue.Distribution", "terms_database_author", gettext_noop("author whom users shall name"), _ASKING),
    _text("catalogue.Reuse", "made_by", gettext_noop("who built something on data"), _TALKING),
    _text("catalogue.Reuse", "description", gettext_noop("what was built on data"), _TALKING),
    _text("catalogue.DiscussionPost", "text", gettext_noop("question or remark about data"), _TALKING),
    _text("catalogue.Grant", "purpose", gettext_noop("purpose of a right to data"), _LENDING),
    PersonalField(
        "catalogue.DiscussionPost",
        "created_by",
        gettext_noop("who wrote a question or a remark"),
        _TALKING,
        PUBLIC_TASK,
        FOR_GOOD,
        OnErasure.PSEUDONYMOUS,
    ),
]

register(PERSONAL_DATA)
