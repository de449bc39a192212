"""Identifiers: UUID version 7 (RFC 9562), so that new rows sort by the time they were made."""

import uuid

import uuid_utils.compat


def new_id() -> uuid.UUID:
    """Return a fresh UUIDv7."""
    return uuid_utils.compat.uuid7()
