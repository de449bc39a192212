"""Purge: delete all entities that a query chooses (5.6.21)."""

from naves.hub.api import queries
from naves.hub.api.call import Call
from naves.hub.api.request import Reply
from naves.hub.api.writing import apply_in
from naves.hub.model import changes
from naves.hub.model.changes import Outcome
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import BadRequestData, ResourceNotFound
from naves.hub.store.database import Connection

_CHUNK = 1_000


def purge(call: Call) -> Reply:
    call.allow(*queries.SELECTION_PARAMS, "drop", "keep")
    chosen = queries.selection(call, call.context)
    drop, keep = call.listed("drop"), call.listed("keep")
    if drop and keep:
        raise BadRequestData("drop and keep cannot go together")
    dropped = frozenset(map(call.context.expand, drop))
    kept = frozenset(map(call.context.expand, keep))

    def edit(entity: Doc | None) -> Outcome:
        if entity is None:
            raise ResourceNotFound("there is no such entity")
        if not drop and not keep:
            return changes.delete(entity)
        names = [name for name in entity["attrs"] if (name in dropped if drop else name not in kept)]
        return changes.drop_attributes(entity, names, call.stamp.at)

    def job(connection: Connection) -> int:
        urns = [doc["id"] for doc in call.finder(connection).stream(chosen)]
        for start in range(0, len(urns), _CHUNK):
            apply_in(call, connection, [(urn, edit) for urn in urns[start : start + _CHUNK]])
        return len(urns)

    call.hub.write(job)
    return Reply(204)
