"""The link in a letter that stops letters of a topic: signed, so that nobody can stop somebody else's."""

from uuid import UUID

from django.core import signing

from naves.domains.accounts.models import User
from naves.domains.exchange.enums import Topic
from naves.kernel.errors import Problem, Refused, gettext_noop

SALT = "naves.exchange.stopping"


def stopping_token(user: User, topic: str) -> str:
    """Return the text that the link carries; it names no person."""
    return signing.dumps({"user": str(user.pk), "topic": topic}, salt=SALT)


def read_stopping(token: str) -> tuple[User, Topic]:
    """Return whose letters of what the link stops; Refused where it is not ours."""
    try:
        content = signing.loads(token, salt=SALT)
        user = User.objects.get(pk=UUID(content["user"]), is_active=True)
        return user, Topic(content["topic"])
    except (signing.BadSignature, KeyError, TypeError, ValueError, User.DoesNotExist):
        raise Refused(
            Problem(
                code="link_void",
                message=gettext_noop("The link does not hold."),
                remedy=gettext_noop("Sign in and choose what you want to hear of."),
            )
        ) from None
