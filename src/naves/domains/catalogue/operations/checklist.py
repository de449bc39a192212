"""The exit checklist: what the contract behind a dataset holds."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from naves.domains.catalogue.models import Dataset, ExitAnswer
from naves.domains.catalogue.operations.records import locked, note
from naves.domains.catalogue.record_permissions import Action, require
from naves.domains.catalogue.rules.checklist import answer_problem
from naves.domains.catalogue.rules.custody import too_long
from naves.domains.catalogue.rules.reference import exit_clauses
from naves.domains.organisations.access import Actor
from naves.kernel.errors import Refused

LONGEST_NOTE = 500
Answers = Mapping[str, tuple[str, str]]
"""Clause → (answer, note); an empty answer takes it back."""


@transaction.atomic
def answer_clauses(*, actor: Actor, at: datetime, dataset: Dataset, answers: Answers) -> list[ExitAnswer]:
    """Answer clauses of the checklist; clauses that are not named keep their answers. Returns what holds now."""
    dataset = locked(dataset.pk)
    require(actor, Action.RECOVER, dataset)
    clauses = exit_clauses()
    problems = [
        problem
        for clause, (answer, _note) in answers.items()
        if answer and (problem := answer_problem(clause, answer, clauses))
    ]
    problems += [
        too_long(clause, text, LONGEST_NOTE) for clause, (_answer, text) in answers.items() if len(text) > LONGEST_NOTE
    ]
    if problems:
        raise Refused(problems)
    present = {held.clause: held for held in dataset.exit_answers.filter(until=None)}
    changed: dict[str, str] = {}
    for clause, (answer, text) in answers.items():
        held = present.get(clause)
        if (held.answer, held.note) == (answer, text.strip()) if held is not None else not answer:
            continue
        if held is not None:
            held.until = at
            held.save(update_fields=["until"])
        if answer:
            ExitAnswer.objects.create(
                dataset=dataset,
                clause=clause,
                list_version=clauses.version,
                answer=answer,
                note=text.strip(),
                since=at,
                answered_by_id=actor.user_id,
            )
        changed[clause] = answer
    if changed:
        before = {clause: present[clause].answer if clause in present else "" for clause in changed}
        note(actor=actor, at=at, action="exit.answer", identifier=dataset.pk, before=before, after=changed)
    return list(dataset.exit_answers.filter(until=None).order_by("clause"))
