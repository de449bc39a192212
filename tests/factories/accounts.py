"""People and their tokens."""

from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from naves.domains.accounts.models import User

AT = datetime(2026, 1, 1, 9, tzinfo=UTC)
"""When the world of the tests begins."""

PASSWORD = "travnik-pod-lipou-7"


class UserFactory(DjangoModelFactory[User]):
    """An active person, who signs in with PASSWORD."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"osoba{n}@example.cz")
    name = factory.Sequence(lambda n: f"Jana Nováková {n}")
    language = "cs"
    password = factory.django.Password(PASSWORD)
