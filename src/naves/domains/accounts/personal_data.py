"""The personal data that accounts keep."""

from naves.domains.accounts.privacy.record import (
    LEGITIMATE_INTEREST,
    PUBLIC_TASK,
    WHILE_ACCOUNT,
    OnErasure,
    PersonalField,
    register,
)
from naves.kernel.errors import gettext_noop

_SIGN_IN = gettext_noop("signing in and being told apart from others")
_SPOKEN_TO = gettext_noop("being addressed, and being named beside one's own work")
_SAFETY = gettext_noop("protection against misuse")
_MONTH = gettext_noop("30 days")
_HALF_YEAR = gettext_noop("180 days after the end of the token")


def _of_user(field: str, what: str, purpose: str, on_erasure: OnErasure = OnErasure.BLANKED) -> PersonalField:
    return PersonalField("accounts.User", field, what, purpose, PUBLIC_TASK, WHILE_ACCOUNT, on_erasure)


register(
    [
        _of_user("email", gettext_noop("e-mail address"), _SIGN_IN),
        _of_user("name", gettext_noop("name of the person"), _SPOKEN_TO),
        _of_user("language", gettext_noop("language"), _SPOKEN_TO, OnErasure.KEPT),
        _of_user("password", gettext_noop("password, as a hash"), _SIGN_IN),
        _of_user("last_login", gettext_noop("time of the last sign-in"), _SIGN_IN),
        _of_user("date_joined", gettext_noop("time when the account was made"), _SIGN_IN, OnErasure.KEPT),
        PersonalField(
            "accounts.ApiToken",
            "last_used_at",
            gettext_noop("time when a program last used the token"),
            _SAFETY,
            LEGITIMATE_INTEREST,
            _HALF_YEAR,
            OnErasure.DELETED,
        ),
        PersonalField(
            "accounts.ImportJob",
            "file",
            gettext_noop("files sent for import, which may name people"),
            gettext_noop("bringing in records"),
            PUBLIC_TASK,
            gettext_noop("30 days"),
            OnErasure.KEPT,
        ),
        PersonalField(
            "accounts.AuditEntry",
            "actor_id",
            gettext_noop("who did it"),
            gettext_noop("accountability of public decisions"),
            PUBLIC_TASK,
            gettext_noop("permanently, without a name once the person is erased"),
            OnErasure.PSEUDONYMOUS,
        ),
        *(
            PersonalField(
                f"axes.{model}",
                "ip_address",
                gettext_noop("network address of a sign-in"),
                _SAFETY,
                LEGITIMATE_INTEREST,
                _MONTH,
                OnErasure.DELETED,
            )
            for model in ("AccessAttempt", "AccessFailureLog")
        ),
        PersonalField(
            "axes.AccessLog",
            "ip_address",
            gettext_noop("network address of a sign-in"),
            _SAFETY,
            LEGITIMATE_INTEREST,
            gettext_noop("180 days"),
            OnErasure.DELETED,
        ),
    ]
)
