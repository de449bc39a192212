"""What accounts keep about a person."""

from datetime import datetime
from typing import Any

from naves.domains.accounts.models import ApiToken, User
from naves.domains.accounts.privacy import PersonalField
from naves.kernel.errors import gettext_noop

_CONTRACT = gettext_noop("performance of a task in the public interest, Article 6(1)(e) GDPR")

PERSONAL_DATA = [
    PersonalField(
        "accounts.User",
        "email",
        gettext_noop("signing in and hearing back"),
        _CONTRACT,
        gettext_noop("until the account is erased"),
    ),
    PersonalField(
        "accounts.User",
        "name",
        gettext_noop("showing colleagues who acted"),
        _CONTRACT,
        gettext_noop("until the account is erased"),
    ),
    PersonalField(
        "accounts.User",
        "last_login",
        gettext_noop("closing accounts that nobody uses"),
        _CONTRACT,
        gettext_noop("until the account is erased"),
    ),
    PersonalField(
        "accounts.AuditEntry",
        "actor_id",
        gettext_noop("proving who changed what; an opaque number, not a name"),
        _CONTRACT,
        gettext_noop("as long as the record that it concerns"),
    ),
]


def export_person(user: User) -> dict[str, Any]:
    """Return the account and its tokens (never a secret)."""
    return {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "tokens": [
            {"name": token.name, "scopes": token.scopes, "created": token.created_at.isoformat()}
            for token in ApiToken.objects.filter(user=user).order_by("created_at")
        ],
    }


def erase_person(*, user: User, at: datetime) -> None:
    """Leave an empty shell: nobody can sign in with it, and nothing says who it was."""
    from allauth.account.models import EmailAddress
    from allauth.mfa.models import Authenticator
    from allauth.socialaccount.models import SocialAccount

    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=user).delete()
    ApiToken.objects.filter(user=user).delete()
    user.email = f"{user.pk.hex}@erased.invalid"
    user.name = ""
    user.is_active = False
    user.is_superuser = False
    user.last_login = None
    user.erased_at = at
    user.set_unusable_password()
    user.save()
