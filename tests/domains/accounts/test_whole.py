"""An import is written whole or not at all; its check holds no lock."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from naves.domains.accounts.imports.whole import whole
from naves.domains.accounts.models import User
from naves.kernel.errors import Refused

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)


@whole
def _import(*, email: str, dry_run: bool = False) -> bool:
    """Return whether a transaction is open; refuse after writing."""
    if not dry_run:
        User.objects.create(email=email, date_joined=AT)
        if email.startswith("bad"):
            raise Refused(())
    return connection.in_atomic_block


@pytest.mark.django_db(transaction=True)
def test_a_dry_run_opens_no_transaction() -> None:
    assert _import(email="one@ukazka.example", dry_run=True) is False


@pytest.mark.django_db(transaction=True)
def test_a_real_one_is_one_transaction_and_a_refusal_takes_all_back() -> None:
    assert _import(email="one@ukazka.example") is True
    with pytest.raises(Refused):
        _import(email="bad@ukazka.example")
    assert list(User.objects.values_list("email", flat=True)) == ["one@ukazka.example"]
