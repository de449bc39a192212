"""How large a country is wanted."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sizes:
    """Numbers of records; what is not given follows the proportions of the real country."""

    towns: int = 6_254
    needs: int = 300_000
    evidence: int = 600_000
    strategies: int = 2_000
    measures: int = 60_000
    responses: int = 500_000

    @classmethod
    def of(cls, towns: int, needs: int) -> "Sizes":
        """Return sizes in proportion: 2 pieces of evidence and 5/3 responses a need, 30 measures a strategy."""
        strategies = max(len_of_regions(), round(towns * 2_000 / 6_254))
        return cls(towns, needs, needs * 2, strategies, strategies * 30, needs * 5 // 3)


def len_of_regions() -> int:
    """Every kraj has a strategy of its own, and the state one."""
    return 15
