"""On whose behalf something is done, as plain values that permission tables can judge."""

import uuid
from dataclasses import dataclass, field

from naves.domains.organisations.enums import MemberRole, OrganisationKind

_RANK = {MemberRole.MEMBER: 0, MemberRole.EDITOR: 1, MemberRole.MANAGER: 2}


@dataclass(frozen=True, slots=True)
class Grant:
    """One approved membership: the organisation, what it governs, and the role in it."""

    organisation_id: uuid.UUID
    kind: OrganisationKind
    role: MemberRole
    place_id: int | None = None

    def at_least(self, role: MemberRole) -> bool:
        """Whether this role holds ``role``."""
        return _RANK[self.role] >= _RANK[role]


@dataclass(frozen=True, slots=True)
class Actor:
    """The one who acts. ``scopes`` is None for a person at a page, the token's scopes for a program."""

    user_id: uuid.UUID | None = None
    grants: tuple[Grant, ...] = field(default=())
    is_administrator: bool = False
    scopes: frozenset[str] | None = None
    request_id: str = ""

    @property
    def is_anonymous(self) -> bool:
        """Whether nobody is signed in."""
        return self.user_id is None

    @property
    def is_analyst(self) -> bool:
        """Whether the one who acts edits for the ministry, and so may act for any town."""
        return self.is_administrator or any(
            grant.kind == OrganisationKind.MINISTRY and grant.at_least(MemberRole.EDITOR) for grant in self.grants
        )

    def governs(self, place_ids: set[int], role: MemberRole = MemberRole.EDITOR) -> bool:
        """Whether a municipality or region that governs one of ``place_ids`` gave ``role`` or more."""
        governing = {OrganisationKind.MUNICIPALITY, OrganisationKind.REGION}
        return any(
            grant.kind in governing and grant.place_id in place_ids and grant.at_least(role) for grant in self.grants
        )

    def acts_for(self, organisation_id: uuid.UUID | None, role: MemberRole = MemberRole.EDITOR) -> bool:
        """Whether the organisation gave ``role`` or more."""
        return organisation_id is not None and any(
            grant.organisation_id == organisation_id and grant.at_least(role) for grant in self.grants
        )


ANONYMOUS = Actor()
SYSTEM = Actor(is_administrator=True)
