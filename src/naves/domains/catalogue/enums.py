"""Words of tenants and grants."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class SubjectKind(models.TextChoices):
    """Who is given a right."""

    PUBLIC = "public", _("anyone, also without signing in")
    SIGNED_IN = "signed_in", _("anyone with an account")
    ORGANISATION = "organisation", _("members of an organisation")
    PERSON = "person", _("one person")
    APPLICATION = "application", _("one program (a token)")


class GrantAction(models.TextChoices):
    """What a grant lets be done; each holds those before it."""

    READ = "read", pgettext_lazy("grant", "read")
    WRITE = "write", pgettext_lazy("grant", "write")
    MANAGE = "manage", pgettext_lazy("grant", "manage")
