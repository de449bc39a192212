"""Grants as ODRL 2.2 policies (W3C Recommendation of 15 February 2018), one policy for each grant."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

CONTEXT: Final = "http://www.w3.org/ns/odrl.jsonld"
ACTIONS: Final = {"read": ("read",), "write": ("read", "modify"), "manage": ("read", "modify", "grantUse")}
"""What our words mean in the ODRL vocabulary; each action holds those before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """A grant in plain values. ``assignee`` is None where it is for anybody."""

    uid: str
    targets: Sequence[str]
    action: str
    purpose: str
    assigner: str
    assigner_name: str
    assignee: str | None
    assignee_name: str
    first_day: date | None
    last_day: date | None


def policy(facts: PolicyFacts) -> dict[str, Any]:
    """Return the policy as JSON-LD: an Agreement with a known party, else an Offer to anybody."""
    constraints = [_constraint("purpose", "eq", {"@value": facts.purpose, "@language": "cs"})]
    if facts.first_day is not None:
        constraints.append(_constraint("dateTime", "gteq", _day(facts.first_day)))
    if facts.last_day is not None:
        constraints.append(_constraint("dateTime", "lteq", _day(facts.last_day)))
    parties: dict[str, Any] = {"assigner": _party(facts.assigner, facts.assigner_name)}
    if facts.assignee is not None:
        parties["assignee"] = _party(facts.assignee, facts.assignee_name)
    return {
        "@context": CONTEXT,
        "@type": "Offer" if facts.assignee is None else "Agreement",
        "uid": facts.uid,
        "profile": "http://www.w3.org/ns/odrl/2/core",
        "permission": [
            {"target": target, "action": action, **parties, "constraint": constraints}
            for target in facts.targets
            for action in ACTIONS[facts.action]
        ],
    }


def _party(iri: str, name: str) -> dict[str, Any]:
    return {"@type": "Party", "uid": iri, "http://www.w3.org/2006/vcard/ns#fn": name}


def _day(day: date) -> dict[str, str]:
    return {"@value": day.isoformat(), "@type": "http://www.w3.org/2001/XMLSchema#date"}


def _constraint(left: str, operator: str, right: dict[str, str]) -> dict[str, Any]:
    return {"leftOperand": left, "operator": operator, "rightOperand": right}
