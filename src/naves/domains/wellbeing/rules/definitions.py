"""What an indicator measures."""

from dataclasses import dataclass

from naves.domains.wellbeing.enums import Direction


@dataclass(frozen=True, slots=True)
class IndicatorDefinition:
    """An indicator as it is shipped or imported; the words as in models.WellbeingIndicator."""

    code: str
    name_cs: str
    name_en: str
    direction: Direction
    theme: str
    description_cs: str = ""
    description_en: str = ""
    unit: str = ""
    gap_threshold: float | None = None
    lowest: float | None = None
    highest: float | None = None
    source: str = ""
    licence: str = ""
