"""Sources and runs as JSON."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.utils.translation import gettext
from ninja import Field, Schema

from naves.api.refs import OrganisationRef
from naves.api.texts import Text
from naves.domains.catalogue.models import HarvestRun, HarvestSource
from naves.domains.catalogue.operations.harvesting.sources import SourceValues
from naves.domains.catalogue.rules.harvesting import Every, RunStatus, problems_from


class HarvestReading(Schema):
    """How a source is read."""

    title: Text = Field(max_length=300)
    every: Every = Every.WEEKLY
    publishes: bool = Field(True, description="Records that satisfy the norm are published at once.")
    states_terms: bool = Field(
        False, description="The owner states that data of records without terms of use hold nothing protected."
    )


class HarvestSourceIn(HarvestReading):
    """A new source."""

    organisation: UUID
    url: Annotated[Text, Field(max_length=700)] = Field(examples=["https://data.kraj.example/katalog.jsonld"])
    reader: Text = Field(max_length=20, description="dcat, dcat_us or ckan", examples=["dcat"])

    def values(self) -> SourceValues:
        """Return it for the domain, which checks it."""
        return SourceValues(**self.model_dump(exclude={"organisation"}))


class HarvestSourceOut(HarvestReading):
    """A source and how it is read."""

    id: UUID
    organisation: OrganisationRef
    url: str
    reader: str
    next_at: datetime | None

    @classmethod
    def of(cls, source: HarvestSource) -> "HarvestSourceOut":
        """Show ``source``, which came with its organisation and schedule."""
        schedule = source.schedule
        return cls(
            id=source.pk,
            organisation=OrganisationRef.of(source.organisation),
            title=source.title,
            url=source.url,
            reader=schedule.reader,
            every=Every(schedule.every),
            publishes=schedule.publishes,
            states_terms=schedule.states_terms,
            next_at=schedule.next_at,
        )


class HarvestProblemOut(Schema):
    """What was wrong with a record or with the source."""

    source_iri: str
    code: str
    field: str | None
    value: str | None
    message: str
    remedy: str


class HarvestRunOut(Schema):
    """The report of a run. ``problems`` holds the first 500 of ``problem_count``."""

    id: UUID
    source: UUID
    status: RunStatus
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    created: int
    changed: int
    unchanged: int
    refused: int
    drafts: int
    returned: int
    missing: int
    withdrawn: int
    problem_count: int
    problems: list[HarvestProblemOut]

    @classmethod
    def of(cls, run: HarvestRun) -> "HarvestRunOut":
        """Show ``run`` in the language of the request."""
        counted = ("created", "changed", "unchanged", "refused", "drafts", "returned", "missing", "withdrawn")
        return cls(
            id=run.pk,
            source=run.source_id,
            status=RunStatus(run.status),
            created_at=run.created_at,
            started_at=run.started_at,
            finished_at=run.finished_at,
            **{name: getattr(run, name) for name in counted},
            problem_count=run.problem_count,
            problems=[
                HarvestProblemOut(
                    source_iri=iri,
                    code=problem.code,
                    field=problem.field,
                    value=str(problem.value) if problem.value is not None else None,
                    message=problem.text(gettext),
                    remedy=problem.remedy_text(gettext),
                )
                for iri, problem in problems_from(run.problems)
            ],
        )


class LossDecision(Schema):
    """Whether what vanished from the source is really gone."""

    withdraw: bool = Field(description="true: withdraw the records; false: keep them until the next run.")
