"""The gate that every request passes: who asks, and what grants let them do. Deny by default."""

from collections.abc import Mapping

from naves.hub.access.grants import ALL, ANYBODY, Rights, Subject, rights
from naves.hub.problems import AccessDenied, Unauthenticated
from naves.hub.store import access
from naves.hub.store.database import Connection


class Gate:
    """In open access everybody may do everything; otherwise tokens and grants decide."""

    def __init__(self, *, open_access: bool) -> None:
        self.open_access = open_access

    def subject(self, connection: Connection, headers: Mapping[str, str], micros: int) -> Subject:
        """Return who a request comes from; a token that is wrong is not taken for none."""
        scheme, _, token = headers.get("authorization", "").partition(" ")
        if not scheme:
            return ANYBODY
        found = access.subject(connection, token.strip(), micros) if scheme.lower() == "bearer" else None
        if found is None:
            raise Unauthenticated("the token is unknown or has expired")
        return found

    def rights(
        self, connection: Connection, headers: Mapping[str, str], tenant: int, micros: int
    ) -> tuple[Subject, Rights]:
        """Return who asks and what they may do in a tenant."""
        if self.open_access:
            return ANYBODY, ALL
        subject = self.subject(connection, headers, micros)
        found = rights(access.grants(connection, tenant, subject.names), subject, micros)
        if found.nothing:
            if subject is ANYBODY:
                raise Unauthenticated("a token is needed")
            raise AccessDenied("no grant lets you into this tenant")
        return subject, found
