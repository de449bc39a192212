"""Letters ahead of contract ends, notice periods and deadlines, and to followers of a dataset."""

import uuid
from datetime import date

from django.conf import settings
from django.core.mail import send_mail
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django_tasks import task

from naves.domains.accounts.models import User
from naves.domains.catalogue.enums import WarningKind
from naves.domains.catalogue.events import CustodyWarned, DatasetPublished
from naves.domains.catalogue.models import CustodyWarning, Dataset
from naves.domains.catalogue.queries.society import follower_ids
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Membership

MOST_READERS = 50


def warn_people(event: CustodyWarned) -> None:
    """Enqueue a letter to each editor and manager of the owner, in the transaction of the warning."""
    warning = CustodyWarning.objects.select_related("dataset").get(pk=event.warning_id)
    members = Membership.objects.filter(
        Q(role=MemberRole.EDITOR) | Q(role=MemberRole.MANAGER),
        organisation_id=warning.dataset.owner_id,
        approved_at__isnull=False,
        ended_at=None,
    )
    for user_id in sorted(members.values_list("user_id", flat=True)[:MOST_READERS]):
        write_warning.enqueue(user_id=str(user_id), warning_id=warning.pk)


def tell_followers_of_data(event: DatasetPublished) -> None:
    """Enqueue a letter to each follower of a dataset that was shown anew."""
    for user_id in sorted(follower_ids(event.dataset_id)):
        write_of_dataset.enqueue(user_id=str(user_id), dataset_id=str(event.dataset_id))


@task()
def write_warning(*, user_id: str, warning_id: int) -> None:
    """Send one warning; a person who has left meanwhile gets none."""
    user = _reader(user_id)
    warning = CustodyWarning.objects.select_related("dataset", "step").filter(pk=warning_id).first()
    if user is None or warning is None:
        return
    with translation.override(user.language):
        send_mail(_subject(warning), _body(warning), None, [user.email])


@task()
def write_of_dataset(*, user_id: str, dataset_id: str) -> None:
    """Send one letter about a dataset."""
    user = _reader(user_id)
    dataset = Dataset.objects.select_related("owner").filter(pk=uuid.UUID(dataset_id)).first()
    if user is None or dataset is None:
        return
    with translation.override(user.language):
        subject = _("The dataset “%(title)s” was published") % {"title": dataset.title_cs}
        lines = [
            _("The dataset that you follow was published."),
            "",
            _("Dataset: %(title)s") % {"title": dataset.title_cs},
            _("Owner: %(owner)s") % {"owner": dataset.owner.name},
            "",
            settings.NAVES_PUBLIC_ADDRESS + reverse("catalogue:dataset", args=[dataset.pk]),
            "",
            _("You can stop following the dataset on its page."),
        ]
        send_mail(subject, "\n".join(lines), None, [user.email])


def _reader(user_id: str) -> User | None:
    return User.objects.filter(pk=uuid.UUID(user_id), is_active=True, erased_at=None).first()


def _subject(warning: CustodyWarning) -> str:
    said = {"title": warning.dataset.title_cs, "day": _day(warning.due_on)}
    if warning.kind == WarningKind.CONTRACT_END:
        return _("%(title)s: the contract ends on %(day)s") % said
    if warning.kind == WarningKind.NOTICE:
        return _("%(title)s: notice can be given until %(day)s") % said
    return _("%(title)s: a step is due on %(day)s") % said


def _body(warning: CustodyWarning) -> str:
    dataset = warning.dataset
    lines = [_("Dataset: %(title)s") % {"title": dataset.title_cs}]
    entry = dataset.estate_entries.filter(until=None).first()
    if entry is not None and entry.vendor:
        lines.append(_("Vendor: %(vendor)s") % {"vendor": entry.vendor})
    if entry is not None and entry.contract_number:
        lines.append(_("Contract: %(number)s") % {"number": entry.contract_number})
    if warning.step is not None:
        lines.append(_("Step: %(step)s") % {"step": warning.step.title})
        lines.append(_("Who does it: %(who)s") % {"who": warning.step.responsible or "–"})
    lines.append(_("Day: %(day)s") % {"day": _day(warning.due_on)})
    lines += ["", _("Make sure that the data come home before the contract ends.")]
    page = "catalogue:recovery" if warning.step is not None else "catalogue:custody"
    return "\n".join([*lines, "", settings.NAVES_PUBLIC_ADDRESS + reverse(page, args=[dataset.pk])])


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT" if translation.get_language() != "cs" else "j. n. Y")
