"""The organisation that `--organisation` names."""

import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from naves.domains.organisations.models import Organisation


def owner(name: str) -> "Organisation | None":
    """Return the organisation by its number (IČO) or identifier; None where none is named."""
    from naves.domains.organisations.models import Organisation
    from naves.kernel.errors import Problem, Refused, gettext_noop

    if not name:
        return None
    found = Organisation.objects.select_related("place", "catalogue").filter(ico=name).first()
    if found is None:
        try:
            found = Organisation.objects.select_related("place", "catalogue").filter(pk=uuid.UUID(name)).first()
        except ValueError:
            found = None
    if found is None:
        raise Refused(
            Problem(
                code="organisation",
                field="--organisation",
                value=name,
                message=gettext_noop("There is no organisation “%(value)s”."),
                params={"value": name},
                remedy=gettext_noop("Give its identification number (IČO), or the identifier in its page's address."),
            )
        )
    return found
