"""The link in an invitation: signed, ending, and worth something only until the person has a password."""

from datetime import timedelta
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction

from naves.domains.accounts.models import User
from naves.domains.organisations.models import Membership
from naves.kernel.errors import Problem, Refused, gettext_noop

SALT = "naves.organisations.invitation"
LIFE = timedelta(days=14)


def invitation_token(membership: Membership) -> str:
    """Return the text that the link carries; it names no person."""
    return signing.dumps({"membership": str(membership.pk)}, salt=SALT)


def read_invitation(token: str) -> Membership:
    """Return the membership that a link invites to; raises :class:`Refused` where it no longer holds."""
    try:
        content = signing.loads(token, salt=SALT, max_age=LIFE)
        membership = Membership.objects.select_related("user", "organisation").get(
            pk=UUID(content["membership"]), ended_at=None
        )
    except (signing.BadSignature, KeyError, ValueError, Membership.DoesNotExist):
        raise _void() from None
    if not membership.user.is_active or membership.organisation.closed_at is not None:
        raise _void()
    return membership


@transaction.atomic
def accept_invitation(*, token: str, name: str, password: str) -> User:
    """Set the name and the password of a person invited; who has a password just signs in."""
    membership = read_invitation(token)
    user = User.objects.select_for_update().get(pk=membership.user_id)
    if user.has_usable_password():
        raise Refused(
            Problem(
                code="invitation_used",
                message=gettext_noop("The invitation has been used already."),
                remedy=gettext_noop("Sign in with your address and password."),
            )
        )
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise Refused(
            [
                Problem(
                    code="weak_password",
                    message=gettext_noop("The password is too easy to guess: %(reason)s"),
                    params={"reason": reason},
                    field="password",
                )
                for reason in error.messages
            ]
        ) from None
    user.name = name.strip()[:200]
    user.set_password(password)
    user.save(update_fields=["name", "password"])
    return user


def _void() -> Refused:
    return Refused(
        Problem(
            code="invitation_void",
            message=gettext_noop("The invitation is not valid or has expired."),
            remedy=gettext_noop("Ask whoever invited you for a new one."),
        )
    )
