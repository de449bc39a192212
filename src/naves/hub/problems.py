"""The error types of NGSI-LD (GS CIM 009, 5.5.2) and the HTTP status each one has (6.3.2)."""

from dataclasses import dataclass
from typing import Any

ERRORS = "https://uri.etsi.org/ngsi-ld/errors/"


class HubProblem(Exception):
    """An operation that cannot be done; becomes a ProblemDetails body."""

    kind = "InternalError"
    title = "Internal error"
    status = 500

    def __init__(self, detail: str) -> None:
        super().__init__(detail)
        self.detail = detail

    def body(self) -> dict[str, Any]:
        """Return the ProblemDetails object."""
        return {"type": ERRORS + self.kind, "title": self.title, "detail": self.detail, "status": self.status}


class InternalError(HubProblem):
    pass


class InvalidRequest(HubProblem):
    """Malformed JSON, unknown parameters, wrong use of the protocol."""

    kind, title, status = "InvalidRequest", "Invalid request", 400


class BadRequestData(HubProblem):
    """Well-formed, but against the data model."""

    kind, title, status = "BadRequestData", "Bad request data", 400


class AlreadyExists(HubProblem):
    kind, title, status = "AlreadyExists", "Already exists", 409


class Conflict(HubProblem):
    kind, title, status = "Conflict", "Conflict", 409


class ResourceNotFound(HubProblem):
    kind, title, status = "ResourceNotFound", "Resource not found", 404


class NonexistentTenant(HubProblem):
    kind, title, status = "NonexistentTenant", "Tenant does not exist", 404


class OperationNotSupported(HubProblem):
    kind, title, status = "OperationNotSupported", "Operation not supported", 422


class TooComplexQuery(HubProblem):
    kind, title, status = "TooComplexQuery", "Too complex query", 403


class TooManyResults(HubProblem):
    kind, title, status = "TooManyResults", "Too many results", 403


class LdContextNotAvailable(HubProblem):
    kind, title, status = "LdContextNotAvailable", "@context not available", 504


class AccessDenied(HubProblem):
    """Not of the standard, which leaves access out of its scope."""

    kind, title, status = "AccessDenied", "Access denied", 403


class Unauthenticated(HubProblem):
    kind, title, status = "Unauthenticated", "Authentication needed", 401


class Overloaded(HubProblem):
    """The bounded queue is full: the client should come back after ``retry_after`` seconds."""

    kind, title, status = "Overloaded", "Too busy", 503
    retry_after = 1


@dataclass(frozen=True, slots=True)
class BareStatus(Exception):
    status: int
    body: bytes = b""
    headers: tuple[tuple[bytes, bytes], ...] = ()
