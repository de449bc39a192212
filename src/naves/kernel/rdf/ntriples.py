"""N-Triples: a triple on a line."""

from typing import Final

from naves.kernel.rdf.model import RDF_TYPE, Node, Ref, Text, Typed, Value

_ESCAPES: Final = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t", "\0": "\\u0000"})


def write(node: Node) -> str:
    """Return everything that is said of ``node`` and of what it holds."""
    lines: list[str] = []
    _describe(node, lines)
    return "".join(dict.fromkeys(lines))


def _describe(node: Node, lines: list[str]) -> None:
    subject = f"<{node.iri}>"
    lines += [f"{subject} <{RDF_TYPE}> <{kind.iri}> .\n" for kind in node.classes]
    for term, values in node.properties:
        lines += [f"{subject} <{term.iri}> {_object(value)} .\n" for value in values]
        for value in values:
            if isinstance(value, Node):
                _describe(value, lines)


def _object(value: Value) -> str:
    if isinstance(value, Ref | Node):
        return f"<{value.iri}>"
    if isinstance(value, Text):
        return f'"{clean(value.value).translate(_ESCAPES)}"@{value.language}'
    return _typed(value)


def _typed(value: Typed) -> str:
    quoted = f'"{clean(value.value).translate(_ESCAPES)}"'
    return f"{quoted}^^<{value.datatype}>" if value.datatype else quoted


def clean(text: str) -> str:
    """Return a text that every syntax can carry: halves of characters (lone surrogates) become “?”."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode()
