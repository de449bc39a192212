"""Turtle and back: pyoxigraph reads and writes, so that memory stays flat."""

import io
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

from pyoxigraph import RdfFormat, Triple, parse, serialize


def write(ntriples: Iterable[str], out: IO[bytes], prefixes: Mapping[str, str]) -> None:
    """Write records, each given as N-Triples, to ``out`` as Turtle."""
    serialize(triples(ntriples), out, format=RdfFormat.TURTLE, prefixes=dict(prefixes))


def text(ntriples: str, prefixes: Mapping[str, str]) -> str:
    """Return N-Triples as Turtle."""
    out = io.BytesIO()
    write([ntriples], out, prefixes)
    return out.getvalue().decode()


def triples(ntriples: Iterable[str]) -> Iterator[Triple]:
    """Yield the triples of records given as N-Triples."""
    for record in ntriples:
        for quad in parse(record.encode(), format=RdfFormat.N_TRIPLES):
            yield quad.triple
