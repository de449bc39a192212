"""What earlier imports of the same source brought in."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from naves.domains.needs.models import Evidence, Need, NeedGroup, NeedThemeShare
from naves.domains.needs.operations.contents import own_fields
from naves.domains.needs.rules.values import NeedValues

CHUNK = 500
EvidenceKey = tuple[int, str, str]
"""Place, kind and identifier."""


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
        needs = Need.objects.filter(source=source, source_id__in=chunk).select_related("place")
        by_id = {need.pk: KnownNeed(need) for need in needs}
        for need_id, theme, share in NeedThemeShare.objects.filter(need__in=by_id, until=None).values_list(
            "need_id", "theme_id", "share"
        ):
            by_id[need_id].shares[theme] = share
        for need_id, group in NeedGroup.objects.filter(need__in=by_id, until=None).values_list("need_id", "group_id"):
            by_id[need_id].groups.add(group)
        found.update((known.need.source_id, known) for known in by_id.values())
    return found


def needs_by_source_id(source: str, identifiers: Sequence[str]) -> dict[str, Need]:
    """Return the needs that ``source`` names so; a merged one gives way to the one that stands for it."""
    found: dict[str, Need] = {}
    for start in range(0, len(identifiers), CHUNK):
        chunk = identifiers[start : start + CHUNK]
        for need in Need.objects.filter(source=source, source_id__in=chunk).select_related("merged_into"):
            found[need.source_id] = need.merged_into or need
    return found


def known_evidence(keys: Sequence[EvidenceKey]) -> dict[EvidenceKey, Evidence]:
    """Return the evidence already recorded under ``keys``."""
    found: dict[EvidenceKey, Evidence] = {}
    wanted = set(keys)
    for start in range(0, len(keys), CHUNK):
        chunk = keys[start : start + CHUNK]
        places, _, identifiers = zip(*chunk, strict=True)
        for evidence in Evidence.objects.filter(place_id__in=set(places), source_id__in=set(identifiers)):
            key = (evidence.place_id, evidence.kind, evidence.source_id)
            if key in wanted:
                found[key] = evidence
    return found
