"""Evidence as JSON."""

from datetime import date, datetime
from uuid import UUID

from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import PlaceCode, PlaceRef
from naves.api.texts import Text
from naves.domains.needs.enums import EvidenceKind
from naves.domains.needs.models import Evidence
from naves.domains.needs.rules.evidence import EvidenceValues


class EvidenceIn(Schema):
    """What shows that a need is real. It needs a text, a link or a title that says something."""

    kind: EvidenceKind
    source: Text = Field(max_length=1000, description="In words where it comes from.", examples=["Usnesení rady města"])
    occurred_on: date
    title: Text = Field("", max_length=1000)
    text: Text = Field("", max_length=200_000)
    url: Text = Field("", max_length=2000)
    people: int | None = Field(None, ge=1, le=20_000_000, description="How many people stand behind it.")
    source_id: Text = Field("", max_length=1000, description="Its identifier at the source.")

    def values(self) -> EvidenceValues:
        """Return what the operations take."""
        return EvidenceValues(**{**{name: getattr(self, name) for name in FIELDS}, "kind": self.kind.value})


class InboxIn(EvidenceIn):
    """Evidence for the inbox of a place."""

    place: PlaceCode


class AttachIn(Schema):
    """The need that evidence belongs to."""

    need: UUID


class EvidenceOut(Schema):
    """A piece of evidence; without a need it waits in the inbox of its place."""

    id: UUID
    place: PlaceRef
    need: UUID | None
    kind: EvidenceKind
    source: str
    source_id: str
    occurred_on: date
    title: str
    text: str
    url: str
    people: int | None
    file: str | None = Field(description="Name of the file that came with it.")
    recorded_at: datetime
    attached_at: datetime | None

    @classmethod
    def of(cls, evidence: Evidence) -> "EvidenceOut":
        """Show ``evidence``, which came with its place."""
        return cls(
            **{name: getattr(evidence, name) for name in FIELDS},
            id=evidence.pk,
            place=PlaceRef.of(evidence.place),
            need=evidence.need_id,
            file=evidence.file.name.rpartition("/")[2] if evidence.file else None,
            recorded_at=evidence.recorded_at,
            attached_at=evidence.attached_at,
        )


class EvidencePage(Page[EvidenceOut]):
    """A page of evidence, the newest first."""


class Inbox(Schema):
    """A municipality and how much waits there."""

    place: PlaceRef
    count: int


class Inboxes(Schema):
    """The inboxes that the owner of the token may sort, the fullest first."""

    items: list[Inbox]


FIELDS = ("kind", "source", "occurred_on", "title", "text", "url", "people", "source_id")
