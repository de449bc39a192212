"""Reads about imports: one's own; an administrator sees all."""

import uuid

from django.db.models import QuerySet

from naves.domains.accounts import permissions
from naves.domains.accounts.models import ImportJob, User
from naves.kernel.errors import NotFound


def imports_of(user: User) -> QuerySet[ImportJob]:
    """Return the imports that ``user`` may see, the newest first (one query)."""
    found = ImportJob.objects.select_related("user").order_by("-created_at", "-pk")
    return found if user.is_superuser else found.filter(user=user)


def get_import(user: User, job_id: uuid.UUID) -> ImportJob:
    """Return one of them, or NotFound."""
    job = ImportJob.objects.select_related("user").filter(pk=job_id).first()
    if job is None or not permissions.allowed(user, "see_import", job.user):
        raise NotFound("import", job_id)
    return job
