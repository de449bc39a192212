"""What answers a need, ready to be shown."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from naves.domains.strategies.enums import ReferenceKind
from naves.domains.strategies.models import Measure
from naves.domains.strategies.queries import NeedResponses, ResponseItem
from naves.web.design.words import Text


@dataclass(frozen=True, slots=True)
class Answer:
    """A response: what it is called, where its page is, whose strategy it belongs to, today's level."""

    name: Text
    href: str
    strategy: str
    level: int


@dataclass(frozen=True, slots=True)
class Answers:
    """The live responses of a need; ``level`` is today's level of the need."""

    level: int
    confirmed: Sequence[Answer]
    contradicting: Sequence[Answer]
    proposals: Sequence[Answer]
    may_propose: bool


def answers(found: NeedResponses) -> Answers:
    """Return what the page of a need shows of its responses."""
    return Answers(
        level=found.level,
        confirmed=[_answer(item) for item in found.confirmed],
        contradicting=[_answer(item) for item in found.contradicting],
        proposals=[_answer(item) for item in found.proposals],
        may_propose=found.may_propose,
    )


def _answer(item: ResponseItem) -> Answer:
    target = item.target
    if target is None:
        return Answer(ReferenceKind(item.response.reference_kind).label, "", "", item.level)
    strategy = target.version.strategy
    if isinstance(target, Measure):
        href = address("strategies:measure", target.pk)
    else:
        href = address("strategies:strategy", strategy.pk)
    return Answer(
        f"{target.code} {target.title}".strip(), href, f"{strategy.title} · {strategy.owner.name}", item.level
    )


def address(name: str, *args: object) -> str:
    """Return the address of a page of another family, or an empty text where it is not installed."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
