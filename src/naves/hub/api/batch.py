"""Batch operations (6.14 – 6.17, 6.31): one transaction, one result per entity."""

from collections.abc import Callable
from typing import Any

from naves.hub.api import negotiation
from naves.hub.api.call import Call
from naves.hub.api.request import LD_JSON, Reply, json_reply
from naves.hub.api.writing import apply_each
from naves.hub.model import changes, checks
from naves.hub.model.changes import Outcome
from naves.hub.model.reader import Nulls, Reader
from naves.hub.model.vocabulary import Doc
from naves.hub.problems import AlreadyExists, BadRequestData, HubProblem, InvalidRequest, ResourceNotFound

Step = Callable[[Doc | None, Doc], Outcome]
MAX_ENTITIES = 100_000


class Result:
    """A BatchOperationResult in the making."""

    def __init__(self) -> None:
        self.success: list[str] = []
        self.created: list[str] = []
        self.errors: list[dict[str, Any]] = []

    def fail(self, urn: str | None, problem: HubProblem) -> None:
        self.errors.append({"entityId": urn or "", "error": problem.body()})

    def reply(self, *, created: bool) -> Reply:
        """Answer 201 with the new ids, 204, or 207 where something failed."""
        if self.errors:
            return json_reply({"success": list(dict.fromkeys(self.success)), "errors": self.errors}, 207)
        if created and self.created:
            return json_reply(self.created, 201)
        return Reply(204)


def create(call: Call) -> Reply:
    call.allow("local")

    def step(entity: Doc | None, draft: Doc) -> Outcome:
        if entity is not None:
            raise AlreadyExists(f"{draft['id']} exists already")
        return changes.create(draft, call.stamp.at)

    return _run(call, step, nulls=Nulls.NOWHERE, creating=True).reply(created=True)


def upsert(call: Call) -> Reply:
    call.allow("local", "options")
    _only_options(call, "update", "replace")
    updating = "update" in call.options

    def step(entity: Doc | None, draft: Doc) -> Outcome:
        if entity is None:
            return changes.create(draft, call.stamp.at)
        if updating:
            return changes.update(entity, draft, call.stamp.at)
        return changes.replace(entity, draft, call.stamp.at)

    nulls = Nulls.ATTRIBUTES if updating else Nulls.NOWHERE
    return _run(call, step, nulls=nulls, creating=True).reply(created=True)


def update(call: Call) -> Reply:
    call.allow("local", "options")
    _only_options(call, "noOverwrite")
    overwrite = "noOverwrite" not in call.options

    def step(entity: Doc | None, draft: Doc) -> Outcome:
        existing = _existing(entity, draft)
        if overwrite:
            return changes.update(existing, draft, call.stamp.at)
        return changes.append(existing, draft, call.stamp.at, overwrite=False)

    return _run(call, step, nulls=Nulls.ATTRIBUTES, whole=False).reply(created=False)


def merge(call: Call) -> Reply:
    call.allow("local", "options", "format", "observedAt", "lang")
    simplified = bool({"simplified", "keyValues"} & {*call.options, call.params.get("format", "")})
    observed_at, lang = call.params.get("observedAt"), call.params.get("lang")

    def step(entity: Doc | None, draft: Doc) -> Outcome:
        return changes.merge(_existing(entity, draft), draft, call.stamp.at, observed_at=observed_at, lang=lang)

    return _run(call, step, nulls=Nulls.ANYWHERE, simplified=simplified, whole=False).reply(created=False)


def delete(call: Call) -> Reply:
    call.allow("local")
    negotiation.content_type(call.request)
    payload = _array(negotiation.payload(call.request))
    result = Result()

    def step(entity: Doc | None) -> Outcome:
        if entity is None:
            raise ResourceNotFound("there is no such entity")
        return changes.delete(entity)

    urns: list[str] = []
    for each in payload:
        if checks.is_uri(each):
            urns.append(each)
        else:
            result.fail(str(each), BadRequestData(f"{each!r} is not a URI"))
    _collect(result, apply_each(call, [(urn, step) for urn in urns]))
    return result.reply(created=False)


def _run(
    call: Call, step: Step, *, nulls: Nulls, simplified: bool = False, whole: bool = True, creating: bool = False
) -> Result:
    result = Result()
    edits: list[tuple[str, Callable[[Doc | None], Outcome]]] = []
    readers: dict[str, Reader] = {}
    for each, reference in _entities(call):
        try:
            context = call.hub.contexts.resolve(_reference(each, reference))
            reader = readers.get(context.key)
            if reader is None:
                reader = readers[context.key] = call.reader(context, nulls=nulls, simplified=simplified)
            draft = reader.entity(each) if whole else _with_id(reader.fragment(each))
        except HubProblem as problem:
            result.fail(each.get("id") if isinstance(each, dict) else None, problem)
            continue
        edits.append((draft["id"], _bound(step, draft)))
    _collect(result, apply_each(call, edits, creating=creating))
    return result


def _bound(step: Step, draft: Doc) -> Callable[[Doc | None], Outcome]:
    return lambda entity: step(entity, draft)


def _collect(result: Result, outcomes: list[tuple[str, Outcome | HubProblem]]) -> None:
    for urn, outcome in outcomes:
        if isinstance(outcome, HubProblem):
            result.fail(urn, outcome)
            continue
        if outcome.not_updated:
            name, reason = outcome.not_updated[0]
            result.fail(urn, BadRequestData(f"{name}: {reason}"))
            continue
        result.success.append(urn)
        if outcome.before is None:
            result.created.append(urn)


def _entities(call: Call) -> list[tuple[Any, Any]]:
    """Return the entities of the body, each with the reference of its @context."""
    kind = negotiation.content_type(call.request)
    payload = _array(negotiation.payload(call.request))
    link = negotiation.link_context(call.request)
    if kind == LD_JSON and link is not None:
        raise BadRequestData("the @context of application/ld+json stands in the body, not in a Link header")
    found = []
    for each in payload:
        if not isinstance(each, dict):
            raise BadRequestData("a batch holds JSON objects")
        found.append((each, link if kind != LD_JSON else _MISSING))
    return found


_MISSING = object()


def _reference(each: dict[str, Any], reference: Any) -> Any:
    """Take the reference of the @context out of an entity, where the media type wants it."""
    if reference is _MISSING:
        if "@context" not in each:
            raise BadRequestData("application/ld+json needs an @context in every entity")
        return each.pop("@context")
    if "@context" in each:
        raise BadRequestData("the @context of application/json stands in a Link header, not in the body")
    return reference


def _array(payload: Any) -> list[Any]:
    if not isinstance(payload, list):
        raise BadRequestData("the body of a batch has to be an array")
    if not payload:
        raise BadRequestData("the batch is empty")
    if len(payload) > MAX_ENTITIES:
        raise BadRequestData(f"a batch can hold {MAX_ENTITIES} entities at most")
    return payload


def _with_id(draft: Doc) -> Doc:
    if draft["id"] is None:
        raise BadRequestData("the entity has no id")
    return draft


def _existing(entity: Doc | None, draft: Doc) -> Doc:
    if entity is None:
        raise ResourceNotFound(f"there is no entity {draft['id']}")
    return entity


def _only_options(call: Call, *known: str) -> None:
    unknown = call.options - set(known)
    if unknown:
        raise InvalidRequest(f"unknown option {min(unknown)!r}")
