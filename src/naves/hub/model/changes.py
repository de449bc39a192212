"""What each write does to an entity, as pure functions: stored form in, stored form and changes out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from naves.hub.model.vocabulary import NULL, SCOPE_IRI, VALUE_MEMBER, Doc, Instance, dataset_of, is_null
from naves.hub.problems import BadRequestData, ResourceNotFound

Attributes = dict[str, list[Instance]]
_NUMBERS = frozenset({int, float})


class Change(NamedTuple):
    """One attribute instance before and after; None where it did not or does not exist."""

    attribute: str
    before: Instance | None
    after: Instance | None


@dataclass(slots=True)
class Outcome:
    """An entity before and after, the changed instances, and the names an answer has to report."""

    before: Doc | None
    after: Doc | None
    changes: list[Change] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    not_updated: list[tuple[str, str]] = field(default_factory=list)


def create(draft: Doc, at: str) -> Outcome:
    """Make a new entity of a draft; instances asking for deletion are left out."""
    after: Doc = {"id": draft["id"], "type": draft["type"], "createdAt": at, "modifiedAt": at, "attrs": {}}
    outcome = Outcome(None, after)
    if draft.get("scope"):
        after["scope"] = draft["scope"]
        outcome.changes.append(Change(SCOPE_IRI, None, _scope_instance(draft["scope"], at)))
    if draft.get("expiresAt") not in {None, NULL}:
        after["expiresAt"] = draft["expiresAt"]
    _fill(outcome, draft["attrs"], {})
    return outcome


def replace(entity: Doc, draft: Doc, at: str) -> Outcome:
    """Put a draft in the place of an entity; its createdAt stays."""
    after: Doc = {"id": entity["id"], "type": draft["type"] or entity["type"], "createdAt": entity["createdAt"]}
    after |= {"modifiedAt": at, "attrs": {}}
    outcome = Outcome(entity, after)
    old_scope, scope = entity.get("scope"), draft.get("scope")
    if scope:
        after["scope"] = scope
    if draft.get("expiresAt") not in {None, NULL}:
        after["expiresAt"] = draft["expiresAt"]
    if scope or old_scope:
        old = _scope_instance(old_scope, entity["modifiedAt"]) if old_scope else None
        outcome.changes.append(Change(SCOPE_IRI, old, _scope_instance(scope, at) if scope else None))
    _fill(outcome, draft["attrs"], entity["attrs"])
    fresh = after["attrs"]
    for name, instances in entity["attrs"].items():
        kept = fresh.get(name)
        if kept is None or len(instances) > 1 or "datasetId" in instances[0]:
            outcome.changes.extend(Change(name, old, None) for old in instances if _find(kept, dataset_of(old)) is None)
    return outcome


def _fill(outcome: Outcome, drafted: Attributes, held: Attributes) -> None:
    """Give a fresh document the drafted instances, noting what each takes the place of.

    They get their times when they are saved (store/documents.py).
    """
    assert outcome.after is not None  # noqa: S101 - the callers have just made it
    attrs, changes = outcome.after["attrs"], outcome.changes
    for name, instances in drafted.items():
        before = held.get(name)
        kept = [each for each in instances if type(each.get("value")) in _NUMBERS or not is_null(each)]
        if kept:
            attrs[name] = kept
        for each in kept:
            changes.append(Change(name, _find(before, each.get("datasetId")), each))
    outcome.updated = list(attrs)


def append(entity: Doc, draft: Doc, at: str, *, overwrite: bool = True) -> Outcome:
    """Add or overwrite attributes (5.6.3)."""
    outcome = _opened(entity, draft, at)
    _apply_scope(outcome, draft, at, overwrite=overwrite)
    for name, instances in draft["attrs"].items():
        for instance in instances:
            if overwrite or _find(entity["attrs"].get(name), dataset_of(instance)) is None:
                _put(outcome, name, instance, at)
            else:
                outcome.not_updated.append((name, "the attribute exists and overwriting is off"))
    return outcome


def update(entity: Doc, draft: Doc, at: str) -> Outcome:
    """Overwrite, append or delete attributes (5.6.2)."""
    outcome = _opened(entity, draft, at)
    if "scope" in draft and entity.get("scope"):
        _apply_scope(outcome, draft, at, overwrite=True)
    elif draft.get("scope"):
        outcome.not_updated.append(("scope", "the entity has no scope to update"))
    for name, instances in draft["attrs"].items():
        for instance in instances:
            _put(outcome, name, instance, at)
    return outcome


def merge(entity: Doc, draft: Doc, at: str, *, observed_at: str | None = None, lang: str | None = None) -> Outcome:
    """Merge to any depth (5.5.12, 5.6.17)."""
    outcome = _opened(entity, draft, at)
    _apply_scope(outcome, draft, at, overwrite=True)
    for name, instances in draft["attrs"].items():
        for instance in instances:
            old = _find(_attrs(outcome).get(name), dataset_of(instance))
            resolved = _settled(instance, old, lang)
            if is_null(resolved) or old is None:
                _put(outcome, name, resolved, at)
                continue
            merged = _merged_instance(old, resolved)
            if observed_at and "observedAt" in old and "observedAt" not in resolved:
                merged["observedAt"] = observed_at
            _put(outcome, name, merged, at)
    return outcome


def patch_attribute(entity: Doc, name: str, read: Callable[[str], Instance], dataset: str | None, at: str) -> Outcome:
    """Overwrite members of one instance (5.6.4); ``read`` reads the fragment, given the kind."""
    old = _find(entity["attrs"].get(name), dataset)
    if old is None:
        raise ResourceNotFound(f"{entity['id']} has no such instance of {name}")
    fragment = read(old["type"])
    outcome = _opened(entity, None, at)
    if is_null(fragment):
        _put(outcome, name, fragment, at)
        return outcome
    patched = dict(old)
    for key, value in fragment.items():
        if value == NULL or (isinstance(value, dict) and ":" in key and is_null(value)):
            patched.pop(key, None)
        else:
            patched[key] = value
    _put(outcome, name, patched, at)
    return outcome


def replace_attribute(entity: Doc, name: str, instances: list[Instance], at: str) -> Outcome:
    """Put new instances in the place of the old ones of the same datasetIds (5.6.19)."""
    if any(_find(entity["attrs"].get(name), dataset_of(instance)) is None for instance in instances):
        raise ResourceNotFound(f"{entity['id']} has no such instance of {name}")
    outcome = _opened(entity, None, at)
    for instance in instances:
        _put(outcome, name, instance, at)
    return outcome


def delete_attribute(entity: Doc, name: str, dataset: str | None, at: str, *, everything: bool) -> Outcome:
    """Take away one instance, or all of them (5.6.5)."""
    outcome = _opened(entity, None, at)
    if name == SCOPE_IRI:
        if not entity.get("scope"):
            raise ResourceNotFound(f"{entity['id']} has no scope")
        _apply_scope(outcome, {"scope": []}, at, overwrite=True)
        return outcome
    gone = [old for old in entity["attrs"].get(name, ()) if everything or dataset_of(old) == dataset]
    if not gone:
        raise ResourceNotFound(f"{entity['id']} has no such instance of {name}")
    for old in gone:
        _remove(outcome, name, dataset_of(old))
    return outcome


def delete(entity: Doc) -> Outcome:
    """Delete a whole entity."""
    changes = [Change(name, old, None) for name, instances in entity["attrs"].items() for old in instances]
    if entity.get("scope"):
        changes.append(Change(SCOPE_IRI, _scope_instance(entity["scope"], entity["modifiedAt"]), None))
    return Outcome(entity, None, changes)


# the steps


def _opened(entity: Doc, draft: Doc | None, at: str) -> Outcome:
    after = {**entity, "attrs": dict(entity["attrs"]), "modifiedAt": at}
    if draft is not None:
        if draft["id"] not in {None, entity["id"]}:
            raise BadRequestData("the id in the body is not the id of the entity")
        new_types = [each for each in draft["type"] if each not in entity["type"]]
        if new_types:
            after["type"] = [*entity["type"], *new_types]
        if draft.get("expiresAt") == NULL:
            after.pop("expiresAt", None)
        elif draft.get("expiresAt"):
            after["expiresAt"] = draft["expiresAt"]
    return Outcome(entity, after)


def _attrs(outcome: Outcome) -> dict[str, list[Instance]]:
    assert outcome.after is not None  # noqa: S101 - opened outcomes always have one
    attrs: dict[str, list[Instance]] = outcome.after["attrs"]
    return attrs


def _put(outcome: Outcome, name: str, instance: Instance, at: str) -> None:
    if is_null(instance):
        if _find(_attrs(outcome).get(name), dataset_of(instance)) is None:
            outcome.not_updated.append((name, "there is no such attribute to delete"))
        else:
            _remove(outcome, name, dataset_of(instance))
            outcome.updated.append(name)
        return
    attrs = _attrs(outcome)
    if instance["type"] is None:
        instance = _settled(instance, None, None)
    dataset = dataset_of(instance)
    old = _find(attrs.get(name), dataset)
    fresh = {**instance, "createdAt": old.get("createdAt", at) if old else at, "modifiedAt": at}
    attrs[name] = [fresh if each is old else each for each in attrs[name]] if old else [*attrs.get(name, ()), fresh]
    outcome.changes.append(Change(name, old, fresh))
    if name not in outcome.updated:
        outcome.updated.append(name)


def _remove(outcome: Outcome, name: str, dataset: str | None) -> None:
    attrs = _attrs(outcome)
    old = _find(attrs[name], dataset)
    rest = [each for each in attrs[name] if each is not old]
    if rest:
        attrs[name] = rest
    else:
        del attrs[name]
    outcome.changes.append(Change(name, old, None))


def _find(instances: list[Instance] | None, dataset: str | None) -> Instance | None:
    if not instances:
        return None
    for instance in instances:
        if instance.get("datasetId") == dataset:
            return instance
    return None


def _scope_instance(scope: list[str], at: str) -> Instance:
    value: Any = scope[0] if len(scope) == 1 else scope
    return {"type": "Property", "value": value, "createdAt": at, "modifiedAt": at}


def _apply_scope(outcome: Outcome, draft: dict[str, Any], at: str, *, overwrite: bool) -> None:
    if "scope" not in draft:
        return
    after = outcome.after
    assert after is not None  # noqa: S101
    old: list[str] = after.get("scope", [])
    scope = draft["scope"] if overwrite else [*old, *(each for each in draft["scope"] if each not in old)]
    if scope == old:
        return
    if scope:
        after["scope"] = scope
    else:
        after.pop("scope", None)
    outcome.changes.append(
        Change(SCOPE_IRI, _scope_instance(old, at) if old else None, _scope_instance(scope, at) if scope else None)
    )
    outcome.updated.append("scope")


def _settled(instance: Instance, old: Instance | None, lang: str | None) -> Instance:
    """Give a simplified value the kind of the attribute it meets."""
    if lang and old is not None and old["type"] == "LanguageProperty" and isinstance(instance.get("value"), str):
        rest = {key: value for key, value in instance.items() if key not in {"type", "value"}}
        return {**rest, "type": "LanguageProperty", "languageMap": {lang: instance["value"]}}
    if instance["type"] is not None:
        return instance
    value = instance["value"]
    if old is None:
        if isinstance(value, dict):
            for member, kind in (
                ("languageMap", "LanguageProperty"),
                ("vocab", "VocabProperty"),
                ("json", "JsonProperty"),
            ):
                if set(value) == {member}:
                    return {"type": kind, member: value[member]}
        return {**instance, "type": "Property"}
    kind = old["type"]
    member = VALUE_MEMBER[kind]
    if isinstance(value, dict) and set(value) == {member}:
        value = value[member]
    rest = {key: each for key, each in instance.items() if key not in {"type", "value"}}
    return {**rest, "type": kind, member: value}


def _merged_instance(old: Instance, new: Instance) -> Instance:
    if old["type"] != new["type"]:
        return new
    merged = dict(old)
    for key, value in new.items():
        if value == NULL or (isinstance(value, dict) and ":" in key and is_null(value)):
            merged.pop(key, None)
        elif ":" in key and isinstance(value, dict) and isinstance(old.get(key), dict):
            merged[key] = _merged_instance(old[key], value)
        elif isinstance(value, dict) and isinstance(old.get(key), dict) and value.get("type") != "Polygon":
            merged[key] = json_merge(old[key], value)
        else:
            merged[key] = value
    return merged


def json_merge(target: Any, patch: Any) -> Any:
    """Merge as RFC 7396 does, with the NGSI-LD Null in the place of null."""
    if not isinstance(patch, dict):
        return patch
    merged = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value == NULL:
            merged.pop(key, None)
        else:
            merged[key] = json_merge(merged.get(key), value)
    return merged


def drop_attributes(entity: Doc, names: list[str], at: str) -> Outcome:
    """Take away all instances of some attributes."""
    outcome = _opened(entity, None, at)
    for name in names:
        for old in entity["attrs"][name]:
            _remove(outcome, name, dataset_of(old))
    return outcome
