"""Nouns that are counted on pages, with the right Czech form for 1, 2–4 and 5 or more."""

from collections.abc import Callable

from django.utils.translation import ngettext

from naves.web.design.formats import NBSP, number

NOUNS: dict[str, Callable[[int], str]] = {
    "need": lambda n: ngettext("need", "needs", n),
    "evidence": lambda n: ngettext("piece of evidence", "pieces of evidence", n),
    "response": lambda n: ngettext("response", "responses", n),
    "strategy": lambda n: ngettext("strategy", "strategies", n),
    "goal": lambda n: ngettext("goal", "goals", n),
    "measure": lambda n: ngettext("measure", "measures", n),
    "indicator": lambda n: ngettext("indicator", "indicators", n),
    "municipality": lambda n: ngettext("municipality", "municipalities", n),
    "dataset": lambda n: ngettext("dataset", "datasets", n),
    "town": lambda n: ngettext("town", "towns", n),
    "person": lambda n: ngettext("inhabitant", "inhabitants", n),
    "voice": lambda n: ngettext("person", "people", n),
    "organisation": lambda n: ngettext("organisation", "organisations", n),
    "member": lambda n: ngettext("member", "members", n),
    "question": lambda n: ngettext("question", "questions", n),
    "answer": lambda n: ngettext("answer", "answers", n),
    "consultation": lambda n: ngettext("consultation", "consultations", n),
    "comment": lambda n: ngettext("comment", "comments", n),
    "notice": lambda n: ngettext("notice", "notices", n),
    "row": lambda n: ngettext("row", "rows", n),
    "problem": lambda n: ngettext("problem", "problems", n),
    "entity": lambda n: ngettext("entity", "entities", n),
    "file": lambda n: ngettext("file", "files", n),
    "result": lambda n: ngettext("result", "results", n),
    "day": lambda n: ngettext("day", "days", n),
    "month": lambda n: ngettext("month", "months", n),
    "year": lambda n: ngettext("year", "years", n),
}


def counted(amount: int, noun: str) -> str:
    """Return the amount with its noun in the right form, kept on one line."""
    return f"{number(amount)}{NBSP}{NOUNS[noun](amount)}"
