"""What a tenant must look like."""

import re
from dataclasses import dataclass
from typing import Final

from naves.kernel.errors import Problem, gettext_noop

NAME: Final = re.compile(r"[a-z][a-z0-9_]{1,49}\Z")
LONGEST_TITLE: Final = 200


@dataclass(frozen=True, slots=True)
class TenantValues:
    """The contents of a tenant; programs call it by ``name`` in the header NGSILD-Tenant."""

    name: str
    title: str
    description: str = ""


def problems_of(values: TenantValues) -> list[Problem]:
    """Return what is wrong, field by field."""
    problems = []
    if not NAME.match(values.name):
        problems.append(
            Problem(
                code="tenant_name",
                field="name",
                value=values.name,
                message=gettext_noop("“%(value)s” cannot be the name of a tenant."),
                params={"value": values.name},
                remedy=gettext_noop(
                    "Write 2 to 50 lower-case letters without accents, digits and underscores, a letter first."
                ),
            )
        )
    if not 2 <= len(values.title.strip()) <= LONGEST_TITLE:  # noqa: PLR2004 - a single letter is no title
        problems.append(
            Problem(
                code="tenant_title",
                field="title",
                value=values.title,
                message=gettext_noop("The title has %(length)s characters."),
                params={"length": len(values.title.strip()), "longest": LONGEST_TITLE},
                remedy=gettext_noop("Give a title of 2 to %(longest)s characters."),
            )
        )
    return problems
