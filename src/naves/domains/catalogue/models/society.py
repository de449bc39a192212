"""What people make of data: reuses, following, discussions."""

from django.db import models
from django.db.models import Q

from naves.domains.accounts.models import User
from naves.domains.catalogue.enums import PostStatus, ReuseStatus
from naves.domains.catalogue.models.datasets import Dataset
from naves.kernel.ids import new_id


class Reuse(models.Model):
    """An application, an article or a study built on a dataset."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="reuses")
    title = models.CharField(max_length=200)
    url = models.URLField(max_length=500)
    description = models.TextField(blank=True)
    made_by = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=8, choices=ReuseStatus, default=ReuseStatus.WAITING)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ReuseStatus.values), name="reuse_status"),
            models.UniqueConstraint(fields=["dataset", "url"], name="reuse_once"),
        ]

    def __str__(self) -> str:
        return self.title


class DatasetFollower(models.Model):
    """A person who hears of changes of a dataset."""

    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="followers")
    user = models.ForeignKey(User, models.CASCADE, related_name="followed_datasets")
    since = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["dataset", "user"], name="dataset_follower_once")]

    def __str__(self) -> str:
        return f"{self.user_id} → {self.dataset_id}"


class DiscussionPost(models.Model):
    """A question or a remark about a dataset; what an outsider writes waits for the owner's approval."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dataset = models.ForeignKey(Dataset, models.CASCADE, related_name="posts")
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    text = models.TextField()
    status = models.CharField(max_length=7, choices=PostStatus, default=PostStatus.WAITING)
    is_of_owner = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    judged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [models.CheckConstraint(condition=Q(status__in=PostStatus.values), name="post_status")]

    def __str__(self) -> str:
        return self.text[:80]
