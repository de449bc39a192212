"""Telling the followers of a need about its steps."""

import uuid

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from naves.domains.accounts.models import User
from naves.domains.needs.enums import NeedStatus
from naves.domains.needs.events import NeedStepped
from naves.domains.needs.models import Need
from naves.domains.needs.queries import follower_ids


def tell_followers(event: NeedStepped) -> None:
    """Enqueue a letter to each follower, in the transaction of the step."""
    for user_id in sorted(follower_ids(event.need_id)):
        write_to_follower.enqueue(
            user_id=str(user_id), need_id=str(event.need_id), status=event.to_status, reason=event.reason
        )


@task()
def write_to_follower(*, user_id: str, need_id: str, status: str, reason: str) -> None:
    """Send one letter; a person who has left meanwhile gets none."""
    user = User.objects.filter(pk=uuid.UUID(user_id), is_active=True, erased_at=None).first()
    need = Need.objects.select_related("place").filter(pk=uuid.UUID(need_id)).first()
    if user is None or need is None:
        return
    with translation.override(user.language):
        send_mail(_subject(need, status), _body(need, status, reason), None, [user.email])


def _subject(need: Need, status: str) -> str:
    return _("%(place)s: the need “%(title)s” is now %(status)s") % {
        "place": need.place.name,
        "title": need.title,
        "status": NeedStatus(status).label,
    }


def _body(need: Need, status: str, reason: str) -> str:
    lines = [
        _("The need that you follow took a step."),
        "",
        _("Need: %(title)s") % {"title": need.title},
        _("Municipality: %(place)s") % {"place": need.place.name},
        _("Status: %(status)s") % {"status": NeedStatus(status).label},
    ]
    if reason:
        lines.append(_("Reason: %(reason)s") % {"reason": reason})
    address = settings.NAVES_PUBLIC_ADDRESS + reverse("needs:need", args=[need.pk])
    return "\n".join([*lines, "", address, "", _("You can stop following the need on its page.")])
