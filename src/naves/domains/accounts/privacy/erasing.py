"""Forgetting a person (GDPR, Art. 17): nothing that was published changes, but nobody can be found in it."""

from collections import Counter
from datetime import datetime

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db import transaction

from naves.domains.accounts import audit, permissions
from naves.domains.accounts.models import User
from naves.domains.accounts.privacy.links import links, model_label
from naves.kernel.errors import Conflict, Problem, gettext_noop


@transaction.atomic
def erase_person(*, user: User, by: User, at: datetime) -> User:
    """Blank the account, delete what was the person's own, keep who did what under an id without a name.

    The last administrator cannot go: somebody must be able to let others in.
    """
    permissions.require(by, "erase", user)
    if user.is_superuser and not _other_administrators(user):
        raise Conflict(
            Problem(
                code="last_administrator",
                message=gettext_noop("The last administrator cannot be erased."),
                remedy=gettext_noop("Make somebody else an administrator first."),
            )
        )
    deleted: Counter[str] = Counter()
    for link in links():
        if link.is_own_row:
            count, _ = link.model._default_manager.filter(**{link.field.name: user}).delete()
            deleted[model_label(link.model)] += count
    for log in (AccessAttempt, AccessFailureLog, AccessLog):
        log.objects.filter(username__iexact=user.email).delete()
    _blank(user, at)
    audit.record(
        actor_id=by.pk,
        action="person.erased",
        kind="user",
        identifier=user.pk,
        after={"deleted": {label: count for label, count in deleted.items() if count}},
        at=at,
    )
    return user


def _other_administrators(user: User) -> bool:
    return User.objects.filter(is_superuser=True, is_active=True).exclude(pk=user.pk).exists()


def _blank(user: User, at: datetime) -> None:
    user.email = f"{user.pk.hex}@erased.invalid"
    user.name = ""
    user.is_active = user.is_superuser = False
    user.last_login = None
    user.erased_at = at
    user.set_unusable_password()
    user.groups.clear()
    user.user_permissions.clear()
    user.save()
