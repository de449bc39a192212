"""Needs, the evidence for them, and their whole history.

Nothing here is overwritten that a published figure rests on: shares of themes, affected groups,
steps of the lifecycle and mergers are rows with a beginning and an end.
"""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from naves.domains.accounts.models import User
from naves.domains.needs.columns import FoldedField
from naves.domains.needs.enums import EvidenceKind, NeedStatus, Severity, VoicedBy
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.kernel.ids import new_id


class Theme(models.Model):
    """A theme of needs and measures; a fixed list, shipped with the product."""

    code = models.CharField(max_length=20, primary_key=True)
    name_cs = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_cs


class AffectedGroup(models.Model):
    """A group of people whom a need affects; a fixed list, shipped with the product."""

    code = models.CharField(max_length=20, primary_key=True)
    name_cs = models.CharField(max_length=60)
    name_en = models.CharField(max_length=60)
    position = models.PositiveSmallIntegerField(unique=True)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name_cs


class Need(models.Model):
    """One canonical record per place and problem, in the language of the one who wrote it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="needs")
    title = models.CharField(max_length=200)
    title_folded = FoldedField("title", help_text="Lower case without accents, for finding.")
    description = models.TextField(blank=True)
    language = models.CharField(max_length=8, default="cs")
    status = models.CharField(max_length=10, choices=NeedStatus, default=NeedStatus.DRAFT)
    voiced_by = models.CharField(max_length=14, choices=VoicedBy)
    voiced_on = models.DateField()
    severity = models.PositiveSmallIntegerField(choices=Severity)
    severity_reason = models.CharField(max_length=300, blank=True)
    people_affected = models.PositiveIntegerField(null=True, blank=True)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="needs", help_text="Who entered it."
    )
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True, help_text="The first publication.")
    listed_at = models.GeneratedField(
        expression=Coalesce("published_at", "created_at"),
        output_field=models.DateTimeField(),
        db_persist=True,
        help_text="Publication, or entry of what never was published: the order of lists.",
    )
    people_known = models.GeneratedField(
        expression=Coalesce("people_affected", 0),
        output_field=models.PositiveIntegerField(),
        db_persist=True,
        help_text="People affected, 0 where nobody said: the order of lists.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged_needs",
        help_text="The end of the chain of mergers; the single steps stand in NeedMerge.",
    )
    source = models.CharField(max_length=60, blank=True, help_text="The system that it was imported from.")
    source_id = models.CharField(max_length=120, blank=True, help_text="Its identifier there: imports repeat safely.")
    version = models.PositiveIntegerField(default=1, help_text="Grows with each edit: two editors cannot overwrite.")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(status__in=NeedStatus.values), name="need_status"),
            models.CheckConstraint(condition=Q(severity__in=Severity.values), name="need_severity"),
            models.CheckConstraint(
                condition=Q(status="merged", merged_into__isnull=False)
                | ~Q(status="merged") & Q(merged_into__isnull=True),
                name="need_merged_names_its_target",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("id")), name="need_not_merged_into_itself"),
            models.UniqueConstraint(
                fields=["source", "source_id"], condition=~Q(source_id=""), name="need_source_id_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "status", "-listed_at", "-id"], name="need_by_place"),
            models.Index(fields=["status", "-listed_at", "-id"], name="need_by_status"),
            models.Index(fields=["-listed_at", "-id"], name="need_by_listing"),
            models.Index(fields=["-people_known", "-id"], name="need_by_people"),
        ]

    def __str__(self) -> str:
        return self.title


class NeedThemeShare(models.Model):
    """How much of a need belongs to a theme, from a moment until it is re-classified."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="theme_shares")
    theme = models.ForeignKey(Theme, models.PROTECT, related_name="+")
    share = models.DecimalField(max_digits=4, decimal_places=3)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="theme_share_range"),
            models.UniqueConstraint(fields=["need", "theme"], condition=Q(until=None), name="theme_share_once"),
        ]
        indexes = [models.Index(fields=["theme", "need"], name="theme_share_by_theme")]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.share}"


class NeedGroup(models.Model):
    """A group that a need affects, from a moment until it is changed."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="groups")
    group = models.ForeignKey(AffectedGroup, models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need", "group"], condition=Q(until=None), name="need_group_once"),
        ]
        indexes = [models.Index(fields=["group", "need"], name="need_group_by_group")]

    def __str__(self) -> str:
        return self.group_id


class NeedTransition(models.Model):
    """A step of a need's lifecycle: who took it, when and why."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="transitions")
    from_status = models.CharField(max_length=10, choices=NeedStatus, blank=True)
    to_status = models.CharField(max_length=10, choices=NeedStatus)
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["need", "at"], name="transition_by_need")]

    def __str__(self) -> str:
        return f"{self.from_status} → {self.to_status}"


class NeedMerge(models.Model):
    """A need joined to another that says the same, until it is split off again."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="mergers")
    into = models.ForeignKey(Need, models.CASCADE, related_name="absorbed")
    at = models.DateTimeField()
    by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    reason = models.TextField(blank=True)
    status_before = models.CharField(max_length=10, choices=NeedStatus)
    split_at = models.DateTimeField(null=True, blank=True)
    split_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    split_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["need"], condition=Q(split_at=None), name="need_merged_once"),
            models.CheckConstraint(condition=~Q(need=F("into")), name="merge_of_two_needs"),
        ]

    def __str__(self) -> str:
        return f"{self.need_id} → {self.into_id}"


class Evidence(models.Model):
    """What shows that a need is real. Without a need it waits in its place's inbox."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, related_name="evidence")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="evidence")
    kind = models.CharField(max_length=14, choices=EvidenceKind)
    source = models.CharField(max_length=200)
    source_id = models.CharField(max_length=200, blank=True)
    occurred_on = models.DateField()
    title = models.CharField(max_length=300, blank=True)
    text = models.TextField(blank=True)
    url = models.URLField(max_length=500, blank=True)
    file = models.FileField(upload_to="evidence/%Y/%m", blank=True)
    people = models.PositiveIntegerField(null=True, blank=True, help_text="How many people stand behind it.")
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    attached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["occurred_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind"),
            models.UniqueConstraint(
                fields=["place", "kind", "source_id"], condition=~Q(source_id=""), name="evidence_source_id_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "-occurred_on", "-id"], condition=Q(need=None), name="evidence_inbox"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:80]


class NeedFollower(models.Model):
    """A person who hears back at every step of a need."""

    need = models.ForeignKey(Need, models.CASCADE, related_name="followers")
    user = models.ForeignKey(User, models.CASCADE, related_name="followed_needs")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["need", "user"], name="follower_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.need_id}"
