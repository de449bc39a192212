"""The one way that entities are written: load, change, save, match subscriptions, commit."""

from collections.abc import Callable, Sequence

from naves.hub.api.call import Call
from naves.hub.model.changes import Outcome
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import AccessDenied, HubProblem, ResourceNotFound
from naves.hub.query.selection import not_expired
from naves.hub.store.database import Connection
from naves.hub.store.entities import EntityWriter, load_many

Edit = Callable[[Doc | None], Outcome]
Result = tuple[str, Outcome | HubProblem]


def apply(call: Call, urn: str, edit: Edit, *, creating: bool = False) -> Outcome:
    """Change one entity and return what happened once it is durable."""
    ((_, result),) = apply_each(call, [(urn, edit)], creating=creating)
    if isinstance(result, HubProblem):
        raise result
    return result


def apply_each(call: Call, edits: Sequence[tuple[str, Edit]], *, creating: bool = False) -> list[Result]:
    """Change entities in order, each on top of the ones before; what is refused leaves no trace."""
    return call.hub.write(lambda connection: apply_in(call, connection, edits, creating=creating)) if edits else []


def apply_in(
    call: Call, connection: Connection, edits: Sequence[tuple[str, Edit]], *, creating: bool = False
) -> list[Result]:
    """Do the same inside a write that is under way."""
    tenant = call.tenant_created(connection) if creating else call.tenant(connection)
    rows = load_many(connection, tenant, [urn for urn, _ in edits], call.hub.recent)
    current = {urn: stored.doc for urn, stored in rows.items()}
    at = call.stamp.at
    results: list[Result] = []
    outcomes: list[Outcome] = []
    for urn, edit in edits:
        entity = current.get(urn)
        if entity is not None and not not_expired(entity, at):
            entity = None
        try:
            _refuse_others(call, urn, entity, creating=creating)
            outcome = edit(entity)
        except HubProblem as problem:
            results.append((urn, problem))
            continue
        if not call.rights.may_write(entity, outcome.after):
            results.append((urn, AccessDenied(f"no grant lets you write {urn}")))
            continue
        current[urn] = outcome.after
        outcomes.append(outcome)
        results.append((urn, outcome))
    if outcomes:
        writer = EntityWriter(connection, call.hub.names, tenant, call.stamp, call.hub.recent)
        writer.save(outcomes, rows, history=call.hub.settings.keep_history)
        finder = call.hub.finder(connection, tenant, call.stamp)
        call.hub.subscriptions.owing.match(connection, tenant, call.tenant_name, outcomes, call.stamp, finder)
    return results


def _refuse_others(call: Call, urn: str, entity: Doc | None, *, creating: bool) -> None:
    """Refuse to touch an entity outside of the grants, without telling that it is there."""
    if entity is None or call.rights.may_write(entity):
        return
    readable = call.rights.read
    seen = readable is None or (bool(readable.either) and readable.predicate()(entity))
    if seen or creating:
        raise AccessDenied(f"no grant lets you write {urn}")
    raise ResourceNotFound(f"there is no entity {urn}")
