"""Which types and attributes living entities have, read off the indexes."""

from naves.hub.store.database import Connection

Named = list[tuple[int, str]]


def types(connection: Connection, tenant: int) -> Named:
    """Return number and IRI of every type in use."""
    return [
        (row[0], row[1])
        for row in connection.rows(
            "SELECT n.id, n.iri FROM name n WHERE EXISTS "
            "(SELECT 1 FROM entity_type t WHERE t.tenant=? AND t.type=n.id AND t.living=1) ORDER BY n.iri",
            (tenant,),
        )
    ]


def attributes(connection: Connection, tenant: int) -> Named:
    """Return number and IRI of every attribute in use."""
    return [
        (row[0], row[1])
        for row in connection.rows(
            "SELECT n.id, n.iri FROM name n WHERE EXISTS "
            "(SELECT 1 FROM entity_attr a WHERE a.tenant=? AND a.attr=n.id) ORDER BY n.iri",
            (tenant,),
        )
    ]


def attributes_of_type(connection: Connection, tenant: int, number: int) -> list[str]:
    rows = connection.rows(
        "SELECT DISTINCT n.iri FROM entity_type t JOIN entity_attr a ON a.entity=t.entity "
        "JOIN name n ON n.id=a.attr WHERE t.tenant=? AND t.type=? AND t.living=1 ORDER BY n.iri",
        (tenant, number),
    )
    return [row[0] for row in rows]


def types_of_attribute(connection: Connection, tenant: int, number: int) -> list[str]:
    rows = connection.rows(
        "SELECT DISTINCT n.iri FROM entity_attr a JOIN entity_type t ON t.entity=a.entity AND t.living=1 "
        "JOIN name n ON n.id=t.type WHERE a.tenant=? AND a.attr=? ORDER BY n.iri",
        (tenant, number),
    )
    return [row[0] for row in rows]
