"""The JSON of an entity at rest: what was told at the entity's own ``modifiedAt`` does not say so again.

A sensor's report replaces all attributes at once, so their times would be two thirds of the document.
"""

import orjson

from naves.hub.model.vocabulary import Doc
from naves.hub.store.forms import dump


def encode(doc: Doc) -> bytes:
    """Return a document as it is stored; instances not stamped yet are of its ``modifiedAt``."""
    return dump(doc)


def decode(raw: bytes) -> Doc:
    """Return a stored document with the times of every instance."""
    doc: Doc = orjson.loads(raw)
    at = doc["modifiedAt"]
    for instances in doc["attrs"].values():
        for instance in instances:
            if "modifiedAt" not in instance:
                instance["createdAt"] = instance["modifiedAt"] = at
    return doc
