"""Kinds of organisation and roles of their members."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """Who takes part in the ecosystem."""

    MINISTRY = "ministry", _("ministry")
    REGION = "region", _("region")
    MUNICIPALITY = "municipality", _("municipality")
    STATE_BODY = "state_body", _("state body")
    COMPANY = "company", _("company")
    UNIVERSITY = "university", _("university or research organisation")
    NGO = "ngo", _("non-governmental organisation")
    CITIZENS = "citizens", _("citizens' group")
    OTHER = "other", _("other")


class MemberRole(models.TextChoices):
    """What a member may do for the organisation; each role holds those before it."""

    MEMBER = "member", _("member")
    EDITOR = "editor", _("editor")
    MANAGER = "manager", _("manager")
