"""Data estates: what towns have, who holds it, and how it comes home."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.core.files.base import ContentFile

from naves.adapters.demo.files import document
from naves.adapters.demo.story import Rank, Story
from naves.domains.catalogue.enums import GrantAction, PostStatus, ReuseStatus, SubjectKind
from naves.domains.catalogue.models import Dataset, RecoveryPlan
from naves.domains.catalogue.operations import recovery, society
from naves.domains.catalogue.operations.catalogues import CatalogueValues, describe_catalogue
from naves.domains.catalogue.operations.checklist import answer_clauses
from naves.domains.catalogue.operations.custody import describe_estate, record_fact
from naves.domains.catalogue.operations.datasets import create_dataset, publish_dataset
from naves.domains.catalogue.operations.distributions import add_distribution
from naves.domains.catalogue.operations.grants import give_grant
from naves.domains.catalogue.operations.rehearsals import declare_schema, rehearse_export
from naves.domains.catalogue.rules.custody import FactValues
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.estate import EntryValues
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.catalogue.rules.records import DatasetValues
from naves.domains.catalogue.rules.rehearsal import SchemaColumn
from naves.domains.catalogue.rules.society import ReuseValues
from naves.domains.catalogue.rules.vocabulary import CC0
from naves.domains.organisations.queries import actor_for

DATES = ("temporal_from", "temporal_to", "modified_on", "contract_end")
Entry = dict[str, Any]


def plan_catalogue(story: Story) -> None:
    """Plan what happens to every dataset."""
    read = document("catalogue")
    for entry in read["catalogues"]:
        story.on(_day(entry["on"]), Rank.FATE, partial(_describe, story, entry))
    for entry in read["datasets"]:
        _Dataset(story, entry).plan()


class _Dataset:
    """One dataset of the story, known by what it became so far."""

    def __init__(self, story: Story, entry: Entry) -> None:
        self.story, self.entry = story, entry
        self.dataset: Dataset | None = None
        self.running: RecoveryPlan | None = None

    def plan(self) -> None:
        """Put everything that happens to it into the story."""
        entry, on = self.entry, self._on
        on(entry["on"], Rank.STRATEGY, self._enter)
        for day, *fact in entry.get("facts", []):
            on(day, Rank.EVIDENCE, partial(self._fact, fact, day))
        if plan := entry.get("plan"):
            on(plan["on"], Rank.PROPOSAL, partial(self._begin, plan["template"]))
            for place, day, outcome in plan["closed"]:
                on(day, Rank.CLAIM, partial(self._close, place, outcome))
            if ended := plan.get("ended_on"):
                on(ended, Rank.FATE, self._end)
        for day, answers in entry.get("answers", []):
            on(day, Rank.CONFIRMATION, partial(self._answer, answers))
        for one in entry.get("rehearsals", []):
            on(one["on"], Rank.READING, partial(self._rehearse, one))
        if file := entry.get("file"):
            on(file["on"], Rank.PROGRESS, partial(self._add_file, file))
        if published := entry.get("published_on"):
            on(published, Rank.CLAIM, self._publish)
        self._plan_society()

    def _plan_society(self) -> None:
        for day, *grant in self.entry.get("grants", []):
            self._on(day, Rank.FATE, partial(self._grant, grant))
        for day, *reuse in self.entry.get("reuses", []):
            self._on(day, Rank.FATE, partial(self._reuse, reuse))
        for day, *post in self.entry.get("posts", []):
            self._on(day, Rank.FATE, partial(self._post, post))

    def _on(self, day: str, rank: Rank, happening: Callable[[datetime], None]) -> None:
        self.story.on(_day(day), rank, happening)

    @property
    def known(self) -> Dataset:
        assert self.dataset is not None  # noqa: S101 - entered before anything else happens to it
        return self.dataset

    def _act(self, at: datetime) -> dict[str, Any]:
        return {"actor": self.story.actor, "at": at}

    def _enter(self, at: datetime) -> None:
        owner = self.story.organisations[self.entry["owner"]]
        self.dataset = create_dataset(
            **self._act(at), owner=owner, values=DatasetValues(**_typed(self.entry["values"]))
        )
        if row := self.entry.get("entry"):
            describe_estate(**self._act(at), dataset=self.known, values=EntryValues(**_typed(row)))

    def _fact(self, fact: list[str], day: str, at: datetime) -> None:
        aspect, value, evidence = fact
        values = FactValues(aspect=aspect, value=value, established_on=_day(day), evidence=evidence)
        record_fact(**self._act(at), dataset=self.known, values=values)

    def _begin(self, template: str, at: datetime) -> None:
        self.running = recovery.begin_plan(**self._act(at), dataset=self.known, template=template)

    def _close(self, place: int, outcome: str, at: datetime) -> None:
        assert self.running is not None  # noqa: S101 - begun before its steps are closed
        recovery.close_step(**self._act(at), step=self.running.steps.get(position=place), outcome=outcome)

    def _end(self, at: datetime) -> None:
        assert self.running is not None  # noqa: S101 - begun before it ends
        recovery.end_plan(**self._act(at), plan=self.running)

    def _answer(self, answers: dict[str, list[str]], at: datetime) -> None:
        given = {clause: (answer, note) for clause, (answer, note) in answers.items()}
        answer_clauses(**self._act(at), dataset=self.known, answers=given)

    def _rehearse(self, one: Entry, at: datetime) -> None:
        columns = [SchemaColumn(name=name, kind=kind, required=required) for name, kind, required in one["columns"]]
        declare_schema(**self._act(at), dataset=self.known, columns=columns)
        file = ContentFile(one["csv"].encode(), name=f"export-{one['on']}.csv")
        rehearse_export(
            **self._act(at), dataset=self.known, file=file, exported_on=_day(one["on"]), rows_expected=one["rows"]
        )

    def _add_file(self, file: Entry, at: datetime) -> None:
        values = DistributionValues(title_cs=file["title_cs"], licence=CC0)
        content = ContentFile(file["csv"].encode(), name=file["name"])
        add_distribution(**self._act(at), dataset=self.known, values=values, file=content)

    def _publish(self, at: datetime) -> None:
        self.dataset = publish_dataset(**self._act(at), dataset=self.known)

    def _grant(self, grant: list[str], at: datetime) -> None:
        organisation, purpose, last_day = grant
        values = GrantValues(
            subject_kind=SubjectKind.ORGANISATION,
            action=GrantAction.READ,
            purpose=purpose,
            organisation_id=self.story.organisations[organisation].pk,
            last_day=_day(last_day),
        )
        give_grant(actor=actor_for(self.story.people["mayor"]), at=at, target=self.known, values=values)

    def _reuse(self, reuse: list[str], at: datetime) -> None:
        title, url, made_by, description = reuse
        values = ReuseValues(title=title, url=url, made_by=made_by, description=description)
        citizen = actor_for(self.story.people["citizen"])
        made = society.propose_reuse(actor=citizen, at=at, dataset=self.known, values=values)
        society.judge_reuse(**self._act(at), reuse=made, status=ReuseStatus.SHOWN)

    def _post(self, post: list[str], at: datetime) -> None:
        person, text = post
        asked = self.known.posts.filter(answers=None).first()
        made = society.write_post(
            actor=actor_for(self.story.people[person]), at=at, dataset=self.known, text=text, answers=asked
        )
        if made.status == PostStatus.WAITING:
            society.judge_post(**self._act(at), post=made, status=PostStatus.SHOWN)


def _describe(story: Story, entry: Entry, at: datetime) -> None:
    said = {name: value for name, value in entry.items() if name not in {"owner", "on"}}
    owner = story.organisations[entry["owner"]]
    describe_catalogue(actor=story.actor, at=at, owner=owner, values=CatalogueValues(**said))


def _typed(values: Entry) -> Entry:
    """Return values of JSON as the rules want them: days as dates, lists as tuples."""
    typed: Entry = {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
    return typed | {name: _day(values[name]) for name in DATES if values.get(name)}


def _day(text: str) -> date:
    return date.fromisoformat(text)
