"""Who may use which data, for what, until when: the one model of rights to data."""

from django.db import models

from naves.domains.accounts.models import ApiToken, User
from naves.domains.catalogue.enums import GrantAction, SubjectKind
from naves.domains.catalogue.models.datasets import Dataset
from naves.domains.catalogue.models.tenants import Tenant
from naves.domains.organisations.models import Organisation
from naves.kernel.ids import new_id


class Grant(models.Model):
    """One right, given by the owner of the data. It is never changed, only revoked and given anew.

    ``types`` (IRIs), ``ids`` and ``scope`` (a scope query of NGSI-LD) narrow it to entities of the tenant;
    all empty, it is about everything in the tenant. A grant on a ``dataset`` is about its files and about
    the types of the hub that are bound to it. Both days are included.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    tenant = models.ForeignKey(Tenant, models.PROTECT, null=True, blank=True, related_name="grants")
    dataset = models.ForeignKey(Dataset, models.PROTECT, null=True, blank=True, related_name="grants")
    types = models.JSONField(default=list, blank=True)
    ids = models.JSONField(default=list, blank=True)
    scope = models.CharField(max_length=500, blank=True)
    subject_kind = models.CharField(max_length=12, choices=SubjectKind)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="grants")
    person = models.ForeignKey(User, models.CASCADE, null=True, blank=True, related_name="data_grants")
    application = models.ForeignKey(ApiToken, models.CASCADE, null=True, blank=True, related_name="data_grants")
    action = models.CharField(max_length=6, choices=GrantAction)
    purpose = models.TextField()
    first_day = models.DateField(null=True, blank=True)
    last_day = models.DateField(null=True, blank=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(tenant__isnull=False, dataset=None) | models.Q(tenant=None, dataset__isnull=False),
                name="grant_has_a_target",
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(subject_kind__in=["public", "signed_in"], organisation=None, person=None, application=None)
                    | models.Q(subject_kind="organisation", organisation__isnull=False, person=None, application=None)
                    | models.Q(subject_kind="person", organisation=None, person__isnull=False, application=None)
                    | models.Q(subject_kind="application", organisation=None, person=None, application__isnull=False)
                ),
                name="grant_subject",
            ),
            models.CheckConstraint(condition=models.Q(action__in=GrantAction.values), name="grant_action"),
            models.CheckConstraint(
                condition=~models.Q(subject_kind="public") | models.Q(action="read"), name="grant_public_reads_only"
            ),
            models.CheckConstraint(
                condition=models.Q(first_day=None)
                | models.Q(last_day=None)
                | models.Q(last_day__gte=models.F("first_day")),
                name="grant_days_in_order",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "revoked_at"], name="grant_by_tenant"),
            models.Index(fields=["dataset", "revoked_at"], name="grant_by_dataset"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.action} {self.tenant_id or self.dataset_id}"
