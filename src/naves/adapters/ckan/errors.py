"""Errors in the words of CKAN."""

from collections.abc import Mapping


class CkanError(Exception):
    """What CKAN calls an error: its type, the status of the answer and what it says."""

    kind = "Not Found Error"
    status = 404

    def __init__(self, message: str, fields: Mapping[str, list[str]] | None = None) -> None:
        """Take a message, and for a wrong argument the complaint about each field."""
        super().__init__(message)
        self.message, self.fields = message, dict(fields or {})

    def content(self) -> dict[str, object]:
        """Return the body of "error"."""
        return {"__type": self.kind, "message": self.message, **self.fields}


class Missing(CkanError):
    """There is no such thing, or none that everybody may see."""


class Invalid(CkanError):
    """An argument is missing or wrong."""

    kind = "Validation Error"
    status = 409

    def __init__(self, field: str, complaint: str) -> None:
        """Name the argument and what is wrong with it."""
        super().__init__(f"{field}: {complaint}", {field: [complaint]})


class BadQuery(CkanError):
    """The search cannot be understood."""

    kind = "Search Query Error"
    status = 409
