"""What a grant, a record, a fact of custody, a plan and a contribution may be."""

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


class RecordStatus(models.TextChoices):
    """Whether the public sees a record."""

    DRAFT = "draft", pgettext_lazy("dataset status", "draft")
    PUBLISHED = "published", pgettext_lazy("dataset status", "published")
    WITHDRAWN = "withdrawn", pgettext_lazy("dataset status", "withdrawn")


class DistributionKind(models.TextChoices):
    """How data are handed over: never both at once."""

    FILE = "file", _("file")
    SERVICE = "service", pgettext_lazy("distribution", "service")


class Aspect(models.TextChoices):
    """The four facts of custody; each stands by itself."""

    HOLDER = "holder", _("who holds the data")
    RIGHT = "right", _("contractual right")
    RECOVERY = "recovery", _("technical recovery")
    PUBLICATION = "publication", _("publication")


class Holder(models.TextChoices):
    """In whose system the data lie."""

    OWNER = "owner", _("the owner itself")
    VENDOR = "vendor", _("a vendor")
    OTHER = "other", _("another body")


class Right(models.TextChoices):
    """What the contract gives the owner."""

    NONE = "none", pgettext_lazy("contractual right", "none")
    ACCESS = "access", _("access")
    OWNED = "owned", _("ownership")


class Recovery(models.TextChoices):
    """Whether the data were ever brought home."""

    NEVER = "never", _("never tried")
    REHEARSED = "rehearsed", _("rehearsed")
    CONTINUOUS = "continuous", _("continuous")


class Publication(models.TextChoices):
    """Who gets at the data."""

    NONE = "none", pgettext_lazy("publication of data", "none")
    REQUEST = "request", _("on request")
    OPEN = "open", _("open data")


class Stage(models.TextChoices):
    """How far a dataset has come; derived from the facts, never entered."""

    HELD = "held", _("held by a vendor")
    ON_PAPER = "on_paper", _("owned on paper")
    RECOVERED = "recovered", _("recovered")
    PUBLISHED = "published", pgettext_lazy("custody stage", "published")


class PersonalData(models.TextChoices):
    """Whether a dataset holds personal data; empty where nobody has looked."""

    NO = "no", _("no personal data")
    YES = "yes", _("contains personal data")


class PlanStatus(models.TextChoices):
    """Where a recovery plan stands."""

    RUNNING = "running", _("running")
    FINISHED = "finished", _("finished")
    ABANDONED = "abandoned", _("abandoned")


class StepStatus(models.TextChoices):
    """Where a step of a plan stands."""

    OPEN = "open", pgettext_lazy("recovery step", "open")
    DONE = "done", pgettext_lazy("recovery step", "done")
    SKIPPED = "skipped", pgettext_lazy("recovery step", "not needed")


class ClauseAnswer(models.TextChoices):
    """Whether the contract holds a clause of the exit checklist."""

    YES = "yes", pgettext_lazy("clause", "yes")
    PARTLY = "partly", pgettext_lazy("clause", "partly")
    NO = "no", pgettext_lazy("clause", "no")


class ReuseStatus(models.TextChoices):
    """Whether the public sees a reuse of data."""

    WAITING = "waiting", pgettext_lazy("contribution", "waiting for approval")
    SHOWN = "shown", pgettext_lazy("contribution", "shown")
    REFUSED = "refused", pgettext_lazy("contribution", "not shown")


class PostStatus(models.TextChoices):
    """Whether the public sees a post of a discussion."""

    WAITING = "waiting", pgettext_lazy("contribution", "waiting for approval")
    SHOWN = "shown", pgettext_lazy("contribution", "shown")
    HIDDEN = "hidden", pgettext_lazy("contribution", "not shown")


class WarningKind(models.TextChoices):
    """What a warning is about."""

    CONTRACT_END = "contract_end", _("end of the contract")
    NOTICE = "notice", _("last day to give notice")
    STEP = "step", _("deadline of a step")
