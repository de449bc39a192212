"""Writing temporal evolutions (6.18 – 6.22): add, change and delete instances."""

from typing import Any
from urllib.parse import quote

from naves.hub.api.call import Call
from naves.hub.api.request import Reply
from naves.hub.model import checks
from naves.hub.model.changes import Change, Outcome
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import ResourceNotFound
from naves.hub.store import series
from naves.hub.store.database import Connection
from naves.hub.store.entities import EntityWriter, Stored, load_many
from naves.hub.store.forms import Packer


def create(call: Call) -> Reply:
    call.allow("local")
    payload, context = call.body()
    draft = call.reader(context, temporal=True).entity(payload)
    urn: str = draft["id"]

    def job(connection: Connection) -> bool:
        tenant = call.tenant_created(connection)
        found = series.entity_row(connection, tenant, urn)
        _add(call, connection, tenant, draft)
        return found is None or not found[1]

    if not call.hub.write(job):
        return Reply(204)
    return Reply(201).with_header("location", f"/ngsi-ld/v1/temporal/entities/{quote(urn, safe=':')}")


def append(call: Call) -> Reply:
    call.allow("local")
    urn = call.identifier()
    payload, context = call.body()
    draft = call.reader(context, temporal=True).fragment(payload) | {"id": urn}

    def job(connection: Connection) -> None:
        tenant = call.tenant(connection)
        _row(connection, tenant, urn)
        _add(call, connection, tenant, draft)

    call.hub.write(job)
    return Reply(204)


def delete(call: Call) -> Reply:
    call.allow("local")
    urn = call.identifier()

    def job(connection: Connection) -> None:
        row = _row(connection, call.tenant(connection), urn)
        series.forget(connection, row)
        connection.run("DELETE FROM entity_type WHERE entity=? AND living=0", (row,))

    call.hub.write(job)
    return Reply(204)


def delete_attribute(call: Call) -> Reply:
    call.allow("local", "datasetId", "deleteAll")
    urn = call.identifier()
    name = call.attribute()
    everything = call.flag("deleteAll")
    dataset = call.params.get("datasetId")
    if dataset is not None and dataset != "@none":
        checks.uri(dataset, "datasetId")

    def job(connection: Connection) -> None:
        row = _row(connection, call.tenant(connection), urn)
        attr = call.hub.names.known(connection, name)
        condition, params = " AND attr=?", [attr]
        if not everything:
            condition += " AND dataset=?"
            number = 0 if dataset is None or dataset == "@none" else call.hub.names.known(connection, dataset)
            params.append(number if number is not None else -1)
        if attr is None or not series.forget(connection, row, condition, params):
            raise ResourceNotFound(f"{urn} has no such instances of {call.args[1]}")

    call.hub.write(job)
    return Reply(204)


def modify_instance(call: Call) -> Reply:
    call.allow("local")
    urn = call.identifier()
    instance_id = call.identifier(2)
    payload, context = call.body()
    name = call.attribute()
    body = payload.get(call.args[1], payload)
    draft = call.reader(context, temporal=True).attribute(call.args[1], body)[0]

    def job(connection: Connection) -> None:
        number, created = _instance(call, connection, urn, name, instance_id)
        packer = Packer(connection, call.hub.names)
        observed = draft.get("observedAt")
        at = call.stamp.micros
        draft["createdAt"], draft["modifiedAt"] = checks.iso_of_microseconds(created), call.stamp.at
        connection.run(
            "UPDATE history SET observed=?, modified=?, form=?, number=?, body=? WHERE id=?",
            (checks.microseconds(observed) if observed else None, at, *packer.pack(draft, stamped=2), number),
        )

    call.hub.write(job)
    return Reply(204)


def delete_instance(call: Call) -> Reply:
    call.allow("local")
    urn = call.identifier()
    instance_id = call.identifier(2)
    name = call.attribute()

    def job(connection: Connection) -> None:
        number, _ = _instance(call, connection, urn, name, instance_id)
        connection.run("DELETE FROM history WHERE id=?", (number,))

    call.hub.write(job)
    return Reply(204)


def _row(connection: Connection, tenant: int, urn: str) -> int:
    found = series.entity_row(connection, tenant, urn)
    if found is None:
        raise ResourceNotFound(f"there is no temporal evolution of {urn}")
    return found[0]


def _instance(call: Call, connection: Connection, urn: str, name: str, instance_id: str) -> tuple[int, int]:
    row = _row(connection, call.tenant(connection), urn)
    number = instance_id.removeprefix(series.INSTANCE)
    attr = call.hub.names.known(connection, name)
    found = None
    if attr is not None and number.isdigit():
        found = connection.row(
            "SELECT id, created FROM history WHERE id=? AND entity=? AND attr=?", (int(number), row, attr)
        )
    if found is None:
        raise ResourceNotFound(f"{urn} has no such instance of {call.args[1]}")
    return found[0], found[1]


def _add(call: Call, connection: Connection, tenant: int, draft: Doc) -> None:
    """Append the instances of a draft to the history, whatever the current state."""
    urn = draft["id"]
    rows: dict[str, Stored] = load_many(connection, tenant, [urn])
    writer = EntityWriter(connection, call.hub.names, tenant, call.stamp)
    pseudo: dict[str, Any] = {"id": urn}
    outcome = Outcome(None, pseudo)
    at = call.stamp.at
    for name, instances in draft["attrs"].items():
        for instance in instances:
            outcome.changes.append(Change(name, None, {**instance, "createdAt": at, "modifiedAt": at}))
    writer.add_histories([outcome], rows)
    if draft["type"]:
        series.mark_types(connection, call.hub.names, tenant, rows[urn], draft["type"])
