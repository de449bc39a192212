"""What earlier imports of the same source brought in."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from naves.domains.needs.models import Evidence, Need, NeedGroup, NeedThemeShare
from naves.domains.needs.operations.contents import own_fields
from naves.domains.needs.queries.keyset import EvidenceKey, evidence_with_keys
from naves.domains.needs.rules.values import NeedValues

CHUNK = 500
# Excluding the empty identifier says what the index leaves out, so that it is used.


@dataclass(slots=True)
class KnownNeed:
    """A need with its present shares and groups."""

    need: Need
    shares: dict[str, Decimal] = field(default_factory=dict)
    groups: set[str] = field(default_factory=set)

    def says(self, values: NeedValues) -> bool:
        """Whether the need already says the same."""
        return (
            self.shares == dict(values.themes)
            and self.groups == values.groups
            and all(getattr(self.need, name) == value for name, value in own_fields(values).items())
        )


def known_needs(source: str, identifiers: Sequence[str]) -> dict[str, KnownNeed]:
    """Return the needs of ``source`` by identifier, in three queries per chunk."""
    found: dict[str, KnownNeed] = {}
    for start in range(0, len(identifiers), CHUNK):
        chunk = identifiers[start : start + CHUNK]
        needs = Need.objects.filter(source=source, source_id__in=chunk).exclude(source_id="").select_related("place")
        by_id = {need.pk: KnownNeed(need) for need in needs}
        for need_id, theme, share in NeedThemeShare.objects.filter(need__in=by_id, until=None).values_list(
            "need_id", "theme_id", "share"
        ):
            by_id[need_id].shares[theme] = share
        for need_id, group in NeedGroup.objects.filter(need__in=by_id, until=None).values_list("need_id", "group_id"):
            by_id[need_id].groups.add(group)
        found.update((known.need.source_id, known) for known in by_id.values())
    return found


@dataclass(frozen=True, slots=True)
class NamedNeed:
    """A need that a row of evidence names; ``stands_for`` is the one that evidence goes to."""

    place_id: int
    stands_for: uuid.UUID


def needs_by_source_id(source: str, identifiers: Sequence[str]) -> dict[str, NamedNeed]:
    """Return the needs that ``source`` names so; a merged one gives way to the one that stands for it."""
    found: dict[str, NamedNeed] = {}
    for start in range(0, len(identifiers), CHUNK):
        rows = Need.objects.filter(source=source, source_id__in=identifiers[start : start + CHUNK]).exclude(
            source_id=""
        )
        for name, place_id, pk, merged_into in rows.values_list("source_id", "place_id", "pk", "merged_into_id"):
            found[name] = NamedNeed(place_id, merged_into or pk)
    return found


def known_evidence(keys: Sequence[EvidenceKey]) -> dict[EvidenceKey, Evidence]:
    """Return the evidence already recorded under ``keys``."""
    found: dict[EvidenceKey, Evidence] = {}
    for start in range(0, len(keys), CHUNK):
        for evidence in evidence_with_keys(keys[start : start + CHUNK]):
            found[evidence.place_id, evidence.kind, evidence.source_id] = evidence
    return found
