"""Attributes of an entity: append, update, partial update, replace, delete (6.6, 6.7)."""

from naves.hub.api.call import Call
from naves.hub.api.entities import existing
from naves.hub.api.request import Reply, json_reply
from naves.hub.api.writing import apply
from naves.hub.model import changes, checks
from naves.hub.model.changes import Outcome
from naves.hub.model.reader import Nulls
from naves.hub.model.vocabulary import SCOPE_IRI
from naves.hub.problems import BadRequestData, InvalidRequest


def append(call: Call) -> Reply:
    call.allow("local", "type", "options")
    if call.options - {"noOverwrite"}:
        raise InvalidRequest("the only option of this operation is noOverwrite")
    urn = call.identifier()
    payload, context = call.body()
    draft = call.reader(context).fragment(payload)
    overwrite = "noOverwrite" not in call.options
    outcome = apply(
        call,
        urn,
        existing(call, urn, lambda entity: changes.append(entity, draft, call.stamp.at, overwrite=overwrite)),
    )
    return _update_result(outcome)


def update(call: Call) -> Reply:
    call.allow("local", "type", "options")
    urn = call.identifier()
    payload, context = call.body()
    draft = call.reader(context, nulls=Nulls.ATTRIBUTES).fragment(payload)
    outcome = apply(call, urn, existing(call, urn, lambda entity: changes.update(entity, draft, call.stamp.at)))
    return _update_result(outcome)


def patch(call: Call) -> Reply:
    call.allow("local", "type")
    urn = call.identifier()
    payload, context = call.body()
    name = call.attribute()
    if name == SCOPE_IRI:
        raise BadRequestData("scope is not an attribute that can be updated in part")
    if not isinstance(payload, dict):
        raise BadRequestData("an attribute fragment has to be a JSON object")
    dataset = payload.get("datasetId")
    if dataset == "@none":
        dataset = None
    reader = call.reader(context, nulls=Nulls.ATTRIBUTES)
    # Read once against the kind it names, so that bad data is refused even where nothing is stored.
    reader.partial(call.args[1], dict(payload), payload.get("type") or _kind(payload))
    apply(
        call,
        urn,
        existing(
            call,
            urn,
            lambda entity: changes.patch_attribute(
                entity, name, lambda kind: reader.partial(call.args[1], payload, kind), dataset, call.stamp.at
            ),
        ),
    )
    return Reply(204)


def replace(call: Call) -> Reply:
    call.allow("local", "type")
    urn = call.identifier()
    payload, context = call.body()
    name = call.attribute()
    if name == SCOPE_IRI:
        raise BadRequestData("scope is not an attribute that can be replaced")
    instances = call.reader(context).attribute(call.args[1], payload)
    apply(
        call,
        urn,
        existing(call, urn, lambda entity: changes.replace_attribute(entity, name, instances, call.stamp.at)),
    )
    return Reply(204)


def delete(call: Call) -> Reply:
    call.allow("local", "type", "datasetId", "deleteAll")
    urn = call.identifier()
    name = call.attribute()
    everything = call.flag("deleteAll")
    dataset = call.params.get("datasetId")
    if dataset == "@none":
        dataset = None
    if dataset is not None:
        checks.uri(dataset, "datasetId")
    apply(
        call,
        urn,
        existing(
            call,
            urn,
            lambda entity: changes.delete_attribute(entity, name, dataset, call.stamp.at, everything=everything),
        ),
    )
    return Reply(204)


def _kind(payload: dict[str, object]) -> str:
    from naves.hub.model.vocabulary import KIND_OF_MEMBER

    return next((kind for member, kind in KIND_OF_MEMBER.items() if member in payload), "Property")


def _update_result(outcome: Outcome) -> Reply:
    if not outcome.not_updated:
        return Reply(204)
    refused = [{"attributeName": name, "reason": reason} for name, reason in outcome.not_updated]
    return json_reply({"updated": outcome.updated, "notUpdated": refused}, 207)
