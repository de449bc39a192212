"""All that the Monitor read from the database, before any date is applied."""

from dataclasses import dataclass

from naves.domains.monitor.facts.numbering import Numbering
from naves.domains.monitor.facts.rows import (
    ClaimRows,
    GroupRows,
    ItemRows,
    MergeRows,
    NeedRows,
    ResponseRows,
    ShareRows,
    SpellRows,
    StepRows,
    TownRows,
    ValueRows,
    VersionRows,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What the numbers of themes, groups and areas stand for: codes of themes and groups, ids of places."""

    themes: tuple[str, ...]
    groups: tuple[str, ...]
    regions: tuple[int, ...]
    districts: tuple[int, ...]
    orps: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Territory:
    names: Names
    towns: TownRows
    populations: ValueRows
    exclusions: ValueRows


@dataclass(frozen=True, slots=True)
class Plans:
    """Strategies: their versions, goals and measures. Row n of `versions` and `items` is the thing numbered n."""

    version_number: Numbering
    item_number: Numbering
    versions: VersionRows
    items: ItemRows
    steps: StepRows


@dataclass(frozen=True, slots=True)
class Needs:
    """Everything that hangs on needs, and so is replaced when a need changes. Row n of `own` is need n."""

    number: Numbering
    own: NeedRows
    counted: SpellRows
    shares: ShareRows
    groups: GroupRows
    merges: MergeRows
    responses: ResponseRows
    claims: ClaimRows


@dataclass(frozen=True, slots=True)
class Columns:
    """The Monitor's picture of the database after change number `sequence`; `anchor` tells which change that was."""

    sequence: int
    anchor: str
    territory: Territory
    plans: Plans
    needs: Needs
