"""Needs as JSON, read and written."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema

from naves.api.paging import Page
from naves.api.refs import OrganisationRef, PlaceCode, PlaceRef
from naves.api.texts import Text
from naves.domains.needs.enums import NeedStatus, Severity, VoicedBy
from naves.domains.needs.models import AffectedGroup, Need
from naves.domains.needs.queries import NeedDetail as Detail
from naves.domains.needs.queries import NeedItem
from naves.domains.needs.queries.items import ThemeShare
from naves.domains.needs.rules.values import NeedValues

Shares = Annotated[
    dict[Text, Decimal],
    Field(
        description="Code of a theme → how much of the need belongs to it; they sum to 1.",
        examples=[{"mobility": 0.7, "health": 0.3}],
        max_length=50,
    ),
]
Sort = Literal["recent", "oldest", "people", "fewest_people"]


class NeedFilters(Schema):
    """What the list may be narrowed by."""

    status: list[NeedStatus] = Field(
        [NeedStatus.PUBLISHED, NeedStatus.ANSWERED], description="May be given several times.", max_length=5
    )
    theme: Text = Field("", max_length=20)
    group: Text = Field("", max_length=20)
    place: Text = Field("", max_length=12, description="Code of a place of any level.")
    size_class: int | None = Field(None, ge=0, le=5)
    severity: Severity | None = None
    voiced_by: VoicedBy | None = None
    text: Text = Field("", max_length=200, description="Words in the title, accents and case aside.")
    without_evidence: bool = False
    published_from: date | None = None
    published_to: date | None = None
    mine: bool = Field(False, description="Only what the owner of the token entered.")
    followed: bool = Field(False, description="Only what the owner of the token follows.")
    sort: Sort = "recent"


class NeedFields(Schema):
    """What a need says about itself."""

    title: Text = Field(max_length=1000, examples=["Autobus nejezdí o víkendu"])
    themes: Shares
    voiced_by: VoicedBy
    voiced_on: date
    severity: Severity
    description: Text = Field("", max_length=100_000)
    language: Text = Field("cs", max_length=8)
    severity_reason: Text = Field("", max_length=1000)
    people_affected: int | None = Field(None, ge=1, le=20_000_000)
    groups: list[Text] = Field([], max_length=50, description="Codes of the affected groups.", examples=[["seniors"]])

    def values(self) -> NeedValues:
        """Return what the operations take."""
        return NeedValues(**{**own(self), "groups": frozenset(self.groups)})


class NeedIn(NeedFields):
    """A need to be entered. With `publish` it goes out at once, where the owner of the token may publish."""

    place: PlaceCode
    organisation: UUID | None = Field(None, description="On behalf of which organisation it is entered.")
    publish: bool = False
    source: Text = Field("", max_length=60, description="The system that it comes from.")
    source_id: Text = Field("", max_length=120, description="Its identifier there.")


class NeedPatch(Schema):
    """What is to change; a field that is not given stays. `version` as last read, or the header If-Match."""

    version: int | None = Field(None, ge=1, le=2**31 - 1)
    place: PlaceCode | None = None
    title: Text | None = Field(None, max_length=1000)
    themes: Shares | None = None
    voiced_by: VoicedBy | None = None
    voiced_on: date | None = None
    severity: Severity | None = None
    description: Text | None = Field(None, max_length=100_000)
    language: Text | None = Field(None, max_length=8)
    severity_reason: Text | None = Field(None, max_length=1000)
    people_affected: int | None = Field(None, ge=1, le=20_000_000)
    groups: list[Text] | None = Field(None, max_length=50)

    def over(self, detail: Detail) -> NeedValues:
        """Return the present contents with the changes; null empties only the number of people."""
        need = detail.need
        values = {
            **{name: getattr(need, name) for name in OWN},
            "themes": {share.theme.code: share.share for share in detail.themes},
            "groups": frozenset(group.code for group in detail.groups),
        }
        given = self.dict(exclude_unset=True)
        changed = {name: value for name, value in given.items() if value is not None or name == "people_affected"}
        if "groups" in changed:
            changed["groups"] = frozenset(changed["groups"])
        return NeedValues(**{**values, **{name: changed[name] for name in changed if name in values}})


class StepIn(Schema):
    """A step of the lifecycle."""

    reason: Text = Field("", max_length=5000, description="Followers are told; withdrawing needs one.")
    version: int | None = Field(None, ge=1, le=2**31 - 1, description="As last read; also by If-Match.")


class MergeIn(Schema):
    """The need that will stand for both."""

    into: UUID
    reason: Text = Field("", max_length=5000)


class NeedOut(Schema):
    """A need in a list. Counts take in what was merged into it."""

    id: UUID
    place: PlaceRef
    title: str
    description: str
    language: str
    status: NeedStatus
    themes: dict[str, float] = Field(description="Code of a theme → share; they sum to 1.")
    groups: list[str]
    voiced_by: VoicedBy
    voiced_on: date
    severity: Severity
    severity_reason: str
    people_affected: int | None
    created_at: datetime
    published_at: datetime | None
    merged_into: UUID | None
    source: str
    source_id: str
    version: int = Field(description="Grows with each change; edits say which one they saw.")
    evidence_count: int
    follower_count: int

    @classmethod
    def of(cls, item: NeedItem) -> "NeedOut":
        """Show ``item``."""
        return cls(
            **need_fields(item.need, item.themes, item.groups),
            evidence_count=item.evidence_count,
            follower_count=item.follower_count,
        )


class NeedPage(Page[NeedOut]):
    """A page of needs."""

    more_than_total: bool = Field(description="Counting stops at 1,000 to stay quick: there are more than `total`.")


class NeedDetail(NeedOut):
    """A need with what belongs to it; `actions` is what the caller may do with it now."""

    organisation: OrganisationRef | None
    merged: list[UUID] = Field(description="Needs that were merged into this one.")
    level: int = Field(ge=0, le=4, description="The highest level of the response ladder that it holds today.")
    is_followed: bool
    actions: list[str] = Field(examples=[["edit", "follow", "view"]])

    @classmethod
    def whole(cls, detail: Detail, level: int) -> "NeedDetail":
        """Show ``detail``."""
        organisation = detail.need.organisation
        return cls(
            **need_fields(detail.need, detail.themes, detail.groups),
            evidence_count=detail.evidence_count,
            follower_count=detail.follower_count,
            organisation=None if organisation is None else OrganisationRef.of(organisation),
            merged=[need.pk for need in detail.merged],
            level=level,
            is_followed=detail.is_followed,
            actions=sorted(detail.actions),
        )


class TimelineOut(Schema):
    """Something that happened to a need or to what answers it; `detail` depends on `kind`."""

    at: datetime
    kind: str = Field(examples=["published"])
    reason: str
    link_id: UUID | None = Field(description="The other need of a merger, the evidence or the response.")
    link_text: str
    detail: dict[str, Any]


class Timeline(Schema):
    """The thread of a need, the oldest first."""

    items: list[TimelineOut]


class HistoryLine(Schema):
    """One line of the audit log."""

    at: datetime
    actor: UUID | None
    action: str
    before: dict[str, Any] | None
    after: dict[str, Any] | None


class History(Schema):
    """Who changed what, the oldest first."""

    items: list[HistoryLine]


OWN = (
    "title",
    "description",
    "language",
    "voiced_by",
    "voiced_on",
    "severity",
    "severity_reason",
    "people_affected",
)


def own(values: NeedFields) -> dict[str, Any]:
    """Return the fields with plain values instead of enumerations."""
    plain = {name: getattr(values, name) for name in (*OWN, "themes")}
    return {**plain, "voiced_by": values.voiced_by.value, "severity": values.severity.value}


def need_fields(need: Need, themes: Iterable[ThemeShare], groups: Iterable[AffectedGroup]) -> dict[str, Any]:
    """Return what every view of a need shows."""
    return {
        **{name: getattr(need, name) for name in OWN},
        "id": need.pk,
        "place": PlaceRef.of(need.place),
        "status": need.status,
        "themes": {share.theme.code: float(share.share) for share in themes},
        "groups": [group.code for group in groups],
        "created_at": need.created_at,
        "published_at": need.published_at,
        "merged_into": need.merged_into_id,
        "source": need.source,
        "source_id": need.source_id,
        "version": need.version,
    }
