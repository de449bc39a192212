"""What became of the posts of another system, in the form that it takes back."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings

from naves.adapters.consul import answers as consul
from naves.adapters.decidim import answers as decidim
from naves.adapters.open311 import states as open311
from naves.domains.strategies.queries.posted import PostAnswer, post_answers
from naves.kernel.clock import today
from naves.kernel.tables import Column

Row = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Form:
    """A table that some system takes."""

    columns: Sequence[Column]
    rows: Callable[[Iterable[PostAnswer], str], Iterator[Row]]


FORMS: Mapping[str, Form] = {
    "decidim": Form(decidim.COLUMNS, decidim.rows),
    "consul": Form(consul.COLUMNS, consul.rows),
    "open311": Form(open311.COLUMNS, open311.rows),
}


def answers_for(form: str, source: str) -> tuple[Sequence[Column], Iterator[Row]]:
    """Return the table of what came of the posts of ``source``; KeyError for an unknown form."""
    chosen = FORMS[form]
    return chosen.columns, chosen.rows(post_answers(source, today()), settings.NAVES_PUBLIC_ADDRESS)
