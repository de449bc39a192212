"""JSON-LD in two manners: by a context that types its terms (a norm's), or with everything said in place."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from naves.kernel.rdf.model import Node, Ref, Text, Typed, Value
from naves.kernel.rdf.ntriples import clean

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manner:
    """How a description is written. ``typed``: the context knows which terms are links, dates and texts."""

    context: str | Mapping[str, object]
    id_key: str = "@id"
    type_key: str = "@type"
    typed: bool = False


def document(node: Node, manner: Manner) -> Json:
    """Return the description with its context."""
    return {"@context": manner.context, **body(node, manner)}


def body(node: Node, manner: Manner) -> Json:
    """Return the description without its context."""
    written: Json = {manner.id_key: node.iri}
    if node.classes:
        names = [kind.name for kind in node.classes]
        written[manner.type_key] = names[0] if len(names) == 1 else names
    for term, values in node.properties:
        written[term.name] = _typed(values, manner, many=term.many) if manner.typed else _plain(values, manner)
    return written


def line(written: Json) -> str:
    """Return JSON on one line, without its end."""
    return json.dumps(written, ensure_ascii=False, separators=(",", ":"))


def _typed(values: list[Value], manner: Manner, *, many: bool) -> object:
    if isinstance(values[0], Text):
        return _by_language(values, many=many)
    written = [_coerced(value, manner) for value in values]
    return written if many else written[0]


def _by_language(values: list[Value], *, many: bool) -> Json:
    found: dict[str, list[str]] = {}
    for value in values:
        if isinstance(value, Text):
            found.setdefault(value.language, []).append(clean(value.value))
    return {language: texts if many else texts[0] for language, texts in found.items()}


def _coerced(value: Value, manner: Manner) -> object:
    if isinstance(value, Node):
        return body(value, manner)
    return value.iri if isinstance(value, Ref) else clean(value.value)


def _plain(values: list[Value], manner: Manner) -> object:
    written = [_stated(value, manner) for value in values]
    return written if len(written) > 1 else written[0]


def _stated(value: Value, manner: Manner) -> object:
    if isinstance(value, Node):
        return body(value, manner)
    if isinstance(value, Ref):
        return {"@id": value.iri}
    if isinstance(value, Text):
        return {"@value": clean(value.value), "@language": value.language}
    return _value(value)


def _value(value: Typed) -> object:
    return {"@value": clean(value.value), "@type": value.datatype} if value.datatype else clean(value.value)
