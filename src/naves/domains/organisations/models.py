"""Organisations of every kind and the people who act for them."""

from django.db import models

from naves.domains.accounts.models import User
from naves.domains.organisations.enums import MemberRole, OrganisationKind
from naves.domains.places.models import Place
from naves.kernel.ids import new_id


class Organisation(models.Model):
    """A town, a ministry, a company, a university, a group of citizens and so on.

    A municipality or a region governs its ``place``; others may have a seat there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=20, choices=OrganisationKind)
    name = models.CharField(max_length=200)
    name_sort = models.CharField(max_length=255)
    name_folded = models.CharField(max_length=200, default="", help_text="Lower case without accents, for finding.")
    ico = models.CharField(max_length=8, blank=True, help_text="Eight digits with a valid check digit.")
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="organisations")
    website = models.URLField(blank=True)
    description = models.TextField(blank=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name_sort"]
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=OrganisationKind.values), name="organisation_kind"),
            models.UniqueConstraint(fields=["ico"], condition=~models.Q(ico=""), name="organisation_ico_once"),
            models.CheckConstraint(
                condition=~models.Q(kind__in=["municipality", "region"]) | ~models.Q(place=None),
                name="organisation_that_governs_has_a_place",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person acts for an organisation in a role, from a day until it ends."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=10, choices=MemberRole)
    requested_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True, blank=True, help_text="Empty while a manager has not agreed.")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(ended_at=None), name="membership_once"
            ),
            models.CheckConstraint(condition=models.Q(role__in=MemberRole.values), name="membership_role"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.organisation_id}"
