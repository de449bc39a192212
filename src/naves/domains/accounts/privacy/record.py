"""The record of processing (GDPR, Art. 30), generated from the models and from what domains declare."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from naves.domains.accounts.privacy.links import links, model_label
from naves.kernel.errors import gettext_noop


class OnErasure(StrEnum):
    """What becomes of it when the person is erased."""

    BLANKED = "blanked"
    DELETED = "deleted"
    PSEUDONYMOUS = "pseudonymous"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class PersonalField:
    """A field with personal data; ``model`` as "accounts.User". The texts are English message ids."""

    model: str
    field: str
    what: str
    purpose: str
    legal_basis: str
    retention: str
    on_erasure: OnErasure


ProcessingEntry = PersonalField

PUBLIC_TASK = gettext_noop("performance of a task in the public interest, Art. 6(1)(e) GDPR")
LEGAL_DUTY = gettext_noop("legal obligation, Art. 6(1)(c) GDPR")
LEGITIMATE_INTEREST = gettext_noop("legitimate interest, Art. 6(1)(f) GDPR")
WHILE_ACCOUNT = gettext_noop("as long as the account exists")
FOR_GOOD = gettext_noop("permanently, without a name once the person is erased")

_declared: dict[tuple[str, str], PersonalField] = {}


def register(fields: Iterable[PersonalField]) -> None:
    """Declare fields with personal data; declaring one again replaces it."""
    for field in fields:
        _declared[field.model, field.field] = field


def record_of_processing() -> list[ProcessingEntry]:
    """Return all fields with personal data, by model: the declared ones and every link to a person."""
    found = dict(_declared)
    for link in links():
        key = (model_label(link.model), link.field.name)
        found.setdefault(key, _own_row(*key) if link.is_own_row else _who_did_it(*key))
    return [found[key] for key in sorted(found)]


def _own_row(model: str, field: str) -> PersonalField:
    return PersonalField(
        model=model,
        field=field,
        what=gettext_noop("whose record it is"),
        purpose=gettext_noop("the service that the person asked for"),
        legal_basis=PUBLIC_TASK,
        retention=WHILE_ACCOUNT,
        on_erasure=OnErasure.DELETED,
    )


def _who_did_it(model: str, field: str) -> PersonalField:
    return PersonalField(
        model=model,
        field=field,
        what=gettext_noop("who did it"),
        purpose=gettext_noop("accountability of public decisions"),
        legal_basis=PUBLIC_TASK,
        retention=FOR_GOOD,
        on_erasure=OnErasure.PSEUDONYMOUS,
    )
