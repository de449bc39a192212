"""People who sign in, the tokens their programs use, and the audit log."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models

from naves.kernel.ids import new_id


class UserManager(BaseUserManager["User"]):
    """Makes users; the e-mail address is the name they sign in with."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make a person; without a password they sign in over OIDC only."""
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> User:
        """Make an administrator of the platform."""
        return self.create_user(email, password, is_superuser=True, **fields)


class User(AbstractBaseUser, PermissionsMixin):
    """A person. What they may do follows from their memberships (organisations)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=2, default="cs")
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(language__in=["cs", "en"]), name="user_language"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Administrators are staff in Django's eyes."""
        return self.is_superuser


class ApiToken(models.Model):
    """A program's key: only its hash is kept, its scopes and end are fixed when it is made."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, help_text="The first characters, shown so that people tell tokens apart.")
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the secret, in hex.")
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="token_expires_after_creation"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"


class AuditEntry(models.Model):
    """One line of the append-only log; each line's hash covers the line before it.

    The actor is an id, never a name or an address, so that erasing a person breaks no hash.
    Triggers in the database refuse UPDATE and DELETE.
    """

    sequence = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor_id = models.UUIDField(null=True, blank=True)
    action = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    identifier = models.CharField(max_length=64)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    request_id = models.CharField(max_length=64, blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        ordering = ["sequence"]
        indexes = [models.Index(fields=["kind", "identifier", "sequence"], name="audit_by_object")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.action} {self.kind} {self.identifier}"


class AuditHead(models.Model):
    """The last line's number and hash: one row, locked while a line is added."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="audit_head_is_one_row")]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.hash}"


class ImportJob(models.Model):
    """A file that a person sent to be imported: what was asked, found, confirmed and done.

    Problems are kept as message ids with their parameters, so that each reader has them in their language.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=20)
    file = models.FileField(upload_to="imports/%Y/%m", blank=True, help_text="Removed 30 days after the upload.")
    file_name = models.CharField(max_length=200, help_text="As the person called it; only shown.")
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file, in hex.")
    options = models.JSONField(default=dict)
    status = models.CharField(max_length=12)
    preview = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    problems = models.JSONField(default=list)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["checking", "ready", "running", "done", "refused", "cancelled"]),
                name="import_status",
            ),
        ]
        indexes = [models.Index(fields=["user", "-created_at"], name="import_by_user")]

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
