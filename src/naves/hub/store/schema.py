"""The tables of the hub, written once for both databases.

``{...}`` are the types that differ. ``entity.doc`` is the stored form of an entity as JSON, NULL
when only its history is left. Names (types, attributes, datasetIds) are interned: indexes and
history hold integers. Moments are microseconds since 1970. A row of history with a ``form`` has an
empty ``body`` (store/forms.py).
"""

TABLES = """
CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL);

CREATE TABLE IF NOT EXISTS tenant (
    id {pk}, name TEXT NOT NULL UNIQUE, owner TEXT, created {int} NOT NULL
);

CREATE TABLE IF NOT EXISTS name (id {pk}, iri TEXT NOT NULL UNIQUE);

CREATE TABLE IF NOT EXISTS entity (
    id {pk}, tenant {int} NOT NULL, urn {id_text} NOT NULL, doc {blob}, version {int} NOT NULL DEFAULT 1,
    modified {int} NOT NULL, expires {int}, scoped {int} NOT NULL DEFAULT 0, UNIQUE (tenant, urn)
);
CREATE INDEX IF NOT EXISTS entity_expires ON entity (expires) WHERE expires IS NOT NULL;

CREATE TABLE IF NOT EXISTS entity_type (
    tenant {int} NOT NULL, type {int} NOT NULL, entity {int} NOT NULL, living {int} NOT NULL DEFAULT 1,
    PRIMARY KEY (tenant, type, entity)
) {keyed};
CREATE INDEX IF NOT EXISTS entity_type_entity ON entity_type (entity);

CREATE TABLE IF NOT EXISTS entity_attr (
    tenant {int} NOT NULL, attr {int} NOT NULL, entity {int} NOT NULL, PRIMARY KEY (tenant, attr, entity)
) {keyed};
CREATE INDEX IF NOT EXISTS entity_attr_entity ON entity_attr (entity);

CREATE TABLE IF NOT EXISTS entity_place (
    entity {int} NOT NULL, attr {int} NOT NULL,
    west {real} NOT NULL, south {real} NOT NULL, east {real} NOT NULL, north {real} NOT NULL
);
CREATE INDEX IF NOT EXISTS entity_place_entity ON entity_place (entity, attr);
CREATE INDEX IF NOT EXISTS entity_place_box ON entity_place (attr, west, east, south, north, entity);

CREATE TABLE IF NOT EXISTS history (
    id {pk}, entity {int} NOT NULL, attr {int} NOT NULL, dataset {int} NOT NULL DEFAULT 0,
    observed {int}, created {int} NOT NULL, modified {int} NOT NULL, deleted {int},
    number {real}, body {blob} NOT NULL, writer {int} NOT NULL DEFAULT 0,
    form {int} NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS history_numbers ON history (entity, attr, observed, deleted, number);
DROP INDEX IF EXISTS history_series;

CREATE TABLE IF NOT EXISTS subscription (
    id {pk}, tenant {int} NOT NULL, urn {id_text} NOT NULL, doc {blob} NOT NULL, status {blob} NOT NULL,
    UNIQUE (tenant, urn)
);

CREATE TABLE IF NOT EXISTS subscription_change (
    version {int} PRIMARY KEY, tenant {int} NOT NULL, subscription {int} NOT NULL
);

CREATE TABLE IF NOT EXISTS outbox (
    id {pk}, destination TEXT NOT NULL, subscription {int} NOT NULL, due {int} NOT NULL,
    attempts {int} NOT NULL DEFAULT 0, head {blob} NOT NULL, body {blob} NOT NULL
);
CREATE INDEX IF NOT EXISTS outbox_destination ON outbox (destination, id);

CREATE TABLE IF NOT EXISTS context (
    id {pk}, urn {id_text} NOT NULL UNIQUE, url TEXT NOT NULL, tenant {int} NOT NULL DEFAULT 0, kind TEXT NOT NULL,
    body {blob} NOT NULL, created {int} NOT NULL
);

CREATE TABLE IF NOT EXISTS access_token (
    id {pk}, digest TEXT NOT NULL UNIQUE, subject TEXT NOT NULL, organisations TEXT NOT NULL DEFAULT '[]',
    label TEXT NOT NULL DEFAULT '', created {int} NOT NULL, expires {int}, used {int}
);

CREATE TABLE IF NOT EXISTS access_grant (
    id {pk}, tenant {int} NOT NULL, subject TEXT NOT NULL, action TEXT NOT NULL, target {blob} NOT NULL,
    purpose TEXT NOT NULL DEFAULT '', starts {int}, ends {int}, created {int} NOT NULL
);
CREATE INDEX IF NOT EXISTS access_grant_subject ON access_grant (tenant, subject);

CREATE TABLE IF NOT EXISTS tombstone (
    id {pk}, tenant {int} NOT NULL, urn_digest TEXT NOT NULL, erased {int} NOT NULL, writer TEXT NOT NULL,
    reason TEXT NOT NULL, rows_erased {int} NOT NULL
);

CREATE TABLE IF NOT EXISTS access_use (
    grant_key TEXT NOT NULL, day {int} NOT NULL, uses {int} NOT NULL, last {int} NOT NULL,
    PRIMARY KEY (grant_key, day)
) {keyed};
"""


# Columns that came after a table: added where an older store lacks them.
ADDED = (("history", "form", "{int} NOT NULL DEFAULT 0"),)


def statements(**types: str) -> list[str]:
    """Return the statements that make the tables, for the types of one database."""
    return [part.strip() for part in TABLES.format(**types).split(";") if part.strip()]
