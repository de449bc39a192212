"""Telling the hub in the same moment: when the transaction that changed a right is durable."""

import logging
from datetime import timedelta
from typing import Any

from django.db import connection, transaction
from django_tasks import task

from naves.adapters.hub_control.push import push
from naves.domains.accounts.models import ApiToken
from naves.domains.catalogue.hub_access import READ, WRITE
from naves.domains.catalogue.models import Tenant
from naves.kernel import clock
from naves.kernel.events import Event

AGAIN_AFTER = timedelta(seconds=10)
log = logging.getLogger(__name__)


@task()
def tell_again() -> None:
    """Tell the hub what it was not told because a process died or the store did not answer; usually nothing."""
    if not _told():
        tell_again.using(run_after=clock.now() + AGAIN_AFTER).enqueue()


def access_changed(_event: Event | None = None) -> None:
    """Have the hub told once the transaction under way is durable; many changes in it are told once."""
    if any(isinstance(entry[1], _Telling) and not entry[1].done for entry in connection.run_on_commit):
        return
    transaction.on_commit(_Telling())
    tell_again.enqueue()


def token_saved(*, instance: ApiToken, **_: Any) -> None:
    """React to a token that is made, revoked or deleted."""
    if {READ, WRITE} & set(instance.scopes):
        access_changed()


def person_saved(*, created: bool = False, **_: Any) -> None:
    """React to a person who is blocked or let in again."""
    if not created:
        membership_saved()


def membership_saved(**_: Any) -> None:
    """React to a membership that begins, changes or ends, and to an organisation that closes."""
    if Tenant.objects.exists():
        access_changed()


class _Telling:
    """Tells once, however often the transaction asked for it."""

    def __init__(self) -> None:
        self.done = False

    def __call__(self) -> None:
        self.done = True
        _told()


def _told() -> bool:
    try:
        push()
    except Exception:  # whatever it was: the change is made already, and telling is tried again
        log.exception("the hub was not told who may do what; it is tried again in %s s", AGAIN_AFTER.seconds)
        return False
    return True
