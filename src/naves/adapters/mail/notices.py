"""Letters about questions and consultations, each with a link that stops letters of its topic without signing in."""

import uuid
from typing import Final

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from naves.domains.exchange.enums import Topic
from naves.domains.exchange.events import NoticesGiven
from naves.domains.exchange.models import Notice
from naves.domains.exchange.stopping import stopping_token
from naves.domains.exchange.wording import sentence

LONGEST_SUBJECT: Final = 150


def write_letters(event: NoticesGiven) -> None:
    """Enqueue a letter for each notice, in the transaction of what happened."""
    for notice_id in event.notice_ids:
        write_letter.enqueue(notice_id=str(notice_id))


@task()
def write_letter(*, notice_id: str) -> None:
    """Send one letter; a person who has left meanwhile gets none."""
    related = ("user", "question__asking", "question__addressee", "round__version__strategy", "comment")
    notice = Notice.objects.select_related(*related).filter(pk=uuid.UUID(notice_id)).first()
    if notice is None or not notice.user.is_active or notice.user.erased_at is not None:
        return
    with translation.override(notice.user.language):
        letter(notice).send()


def letter(notice: Notice) -> EmailMessage:
    """Return the letter in the active language."""
    said = sentence(notice)
    stop = settings.NAVES_PUBLIC_ADDRESS + reverse("exchange:stop", args=[stopping_token(notice.user, notice.topic)])
    lines = [
        said,
        *_passage(notice),
        "",
        settings.NAVES_PUBLIC_ADDRESS + address_of(notice),
        "",
        _("You get this letter because of your choice “%(topic)s”.") % {"topic": Topic(notice.topic).label},
        _("Send me no more letters of this kind: %(address)s") % {"address": stop},
    ]
    subject = said if len(said) <= LONGEST_SUBJECT else said[: LONGEST_SUBJECT - 1] + "…"
    headers = {"List-Unsubscribe": f"<{stop}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    return EmailMessage(subject, "\n".join(lines), to=[notice.user.email], headers=headers)


def address_of(notice: Notice) -> str:
    """Return the path of the page that the notice leads to."""
    if notice.question_id is not None:
        return reverse("exchange:question", args=[notice.question_id])
    page = reverse("exchange:round", args=[notice.round_id])
    return f"{page}#comment-{notice.comment_id}" if notice.comment_id else page


def _passage(notice: Notice) -> list[str]:
    if notice.comment is None or not notice.comment.passage_title:
        return []
    return [_("It concerns: %(passage)s") % {"passage": notice.comment.passage_title}]
