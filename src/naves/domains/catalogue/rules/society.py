"""What a reuse and a post must say."""

from dataclasses import dataclass, replace
from typing import Final

from naves.domains.catalogue.rules.custody import required, too_long
from naves.domains.catalogue.rules.iris import iri_problem
from naves.kernel.errors import Problem, gettext_noop

LENGTHS: Final = {"title": 200, "made_by": 200, "description": 4000, "url": 500}
LONGEST_POST: Final = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class ReuseValues:
    """Something built on data."""

    title: str
    url: str
    description: str = ""
    made_by: str = ""


def tidy_reuse(values: ReuseValues) -> ReuseValues:
    """Return it without stray spaces."""
    return replace(
        values,
        title=" ".join(values.title.split()),
        made_by=" ".join(values.made_by.split()),
        url=values.url.strip(),
        description=values.description.strip(),
    )


def reuse_problems(values: ReuseValues) -> list[Problem]:
    """Return what is wrong with a reuse."""
    problems = [
        too_long(name, getattr(values, name), longest)
        for name, longest in LENGTHS.items()
        if len(getattr(values, name)) > longest
    ]
    if not values.title:
        problems.append(
            required("title", gettext_noop("A reuse needs a name."), gettext_noop("Say what was built on the data."))
        )
    if problem := iri_problem(values.url, "url"):
        problems.append(problem)
    return problems


def post_problems(text: str) -> list[Problem]:
    """Return what is wrong with a post."""
    if not text:
        return [required("text", gettext_noop("There is no text."), gettext_noop("Write your question or remark."))]
    return [too_long("text", text, LONGEST_POST)] if len(text) > LONGEST_POST else []
