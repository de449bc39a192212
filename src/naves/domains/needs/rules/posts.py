"""What people posted in another system: what it says, and of which theme it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from naves.domains.needs.enums import EvidenceKind, Severity, VoicedBy
from naves.domains.needs.rules.evidence import EvidenceValues
from naves.domains.needs.rules.shares import equal
from naves.domains.needs.rules.values import NeedValues
from naves.domains.needs.rules.vocabulary import Vocabulary
from naves.kernel.errors import Problem, gettext_noop

SEVERITY_REASON = "Závažnost zdroj neuvádí."
"""Nobody assessed it yet; the words are content, in the language of the installation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRow:
    """A proposal, an investment project, a report of a fault: ``row`` is its line in the file.

    Posts with the same ``problem`` speak of one need, called ``problem_title``; without one, a post
    is a need of its own. ``people``: how many stand behind the post.
    """

    row: int
    place_id: int
    source_id: str
    title: str
    theme: str
    posted_on: date
    text: str = ""
    url: str = ""
    people: int | None = None
    language: str = "cs"
    problem: str = ""
    problem_title: str = ""

    @property
    def need_source_id(self) -> str:
        """What the need is known by in its source."""
        return self.problem or self.source_id


def need_of(post: PostRow) -> NeedValues:
    """Return the need that the post is the first to speak of."""
    return NeedValues(
        title=post.problem_title or post.title,
        description="" if post.problem else post.text,
        themes=equal([post.theme]),
        voiced_by=VoicedBy.CITIZEN.value,
        voiced_on=post.posted_on,
        severity=Severity.MINOR.value,
        severity_reason=SEVERITY_REASON,
        language=post.language,
    )


def source_key(source: str, identifier: str) -> str:
    """Return what a post is known by among the evidence of a place, where systems count from 1 alike."""
    return f"{source}/{identifier}"


def evidence_of(post: PostRow, source: str) -> EvidenceValues:
    """Return the post itself."""
    return EvidenceValues(
        kind=EvidenceKind.POST.value,
        source=source,
        source_id=source_key(source, post.source_id),
        occurred_on=post.posted_on,
        title=post.title,
        text=post.text,
        url=post.url,
        people=post.people,
    )


@dataclass(frozen=True, slots=True)
class Categories:
    """Themes by the words of another system: as a person answered, by name, or one theme for all the rest."""

    themes: Vocabulary
    answers: Mapping[str, str]
    rest: str = ""

    def theme(self, category: str) -> tuple[str, Problem | None]:
        """Return the code, or what there is to ask."""
        answered = self.answers.get(category, "")
        for said in (answered, category):
            if said and self.themes.knows(said):
                return self.themes.code(said), None
        return self.rest, None if self.rest else _unknown(category)


def _unknown(category: str) -> Problem:
    return Problem(
        code="category_unknown",
        field="category",
        value=category,
        message=gettext_noop("It is not known which theme the category “%(category)s” belongs to."),
        params={"category": category},
        remedy=gettext_noop("Choose a theme for categories that are not themes here."),
    )
