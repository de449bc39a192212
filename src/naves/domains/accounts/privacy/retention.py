"""What ages away by itself; run daily, safe to repeat."""

from collections.abc import Callable
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db.models import Q

from naves.domains.accounts.imports.operations import forget_uploads, release_interrupted
from naves.domains.accounts.models import ApiToken

DEAD_TOKENS_KEPT = timedelta(days=180)
SIGN_IN_ATTEMPTS_KEPT = timedelta(days=30)
SIGN_INS_KEPT = timedelta(days=180)


def forget_dead_tokens(at: datetime) -> int:
    """Delete tokens that ended long ago; return how many."""
    before = at - DEAD_TOKENS_KEPT
    return ApiToken.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before)).delete()[0]


def forget_sign_ins(at: datetime) -> int:
    """Delete old traces of sign-ins with their network addresses; return how many."""
    kept = {
        AccessAttempt: SIGN_IN_ATTEMPTS_KEPT,
        AccessFailureLog: SIGN_IN_ATTEMPTS_KEPT,
        AccessLog: SIGN_INS_KEPT,
    }
    return sum(model.objects.filter(attempt_time__lt=at - period).delete()[0] for model, period in kept.items())


def forget_sessions(at: datetime) -> int:
    """Delete sessions that have ended; return how many."""
    return Session.objects.filter(expire_date__lt=at).delete()[0]


JOBS: dict[str, Callable[[datetime], int]] = {
    "dead_tokens": forget_dead_tokens,
    "sign_ins": forget_sign_ins,
    "sessions": forget_sessions,
    "uploads": forget_uploads,
    "interrupted_imports": release_interrupted,
}


def run_retention(at: datetime) -> dict[str, int]:
    """Run every job; return how many rows each deleted."""
    return {name: job(at) for name, job in JOBS.items()}
