"""Results of a search as JSON."""

from enum import StrEnum
from typing import Any

from ninja import Field, Schema

from naves.adapters.search_index.queries import Results
from naves.api.paging import Page
from naves.api.texts import Text
from naves.kernel.search import Shown


class Kind(StrEnum):
    """What can be found."""

    PLACE = "place"
    NEED = "need"
    STRATEGY = "strategy"
    MEASURE = "measure"
    DATASET = "dataset"


class Asked(Schema):
    """What to look for, and what to narrow it by."""

    q: Text = Field(
        ...,
        max_length=1000,
        description="Words in any form, with or without accents, or a code. The first twelve words count.",
    )
    kind: Kind | None = Field(None, description="Only records of this kind.")
    theme: Text = Field("", max_length=40, description="Code of a theme.")
    region: Text = Field("", max_length=40, description="Code of a region (kraj).")
    status: Text = Field("", max_length=40, description="Status of a need, of a strategy or of a measure.")
    level: Text = Field("", max_length=40, description="Level of the territory, of places.")
    year: Text = Field(
        "", max_length=4, description="Of publication (needs), since when in force (strategies), deadline (measures)."
    )

    def wanted(self) -> dict[str, list[str]]:
        """Return the facets that are chosen."""
        chosen = {name: getattr(self, name) for name in ("theme", "region", "status", "level", "year")}
        return {name: [value] for name, value in chosen.items() if value}


class SearchHit(Schema):
    """A record that was found."""

    kind: str
    id: str = Field(description="A UUID in hex; of a place its code.")
    title: str
    text: str
    place: str = Field(description="Where it lies; of a measure its strategy, of a strategy its owner.")
    labels: dict[str, list[str]] = Field(description="Values by facet.")

    @classmethod
    def of(cls, shown: Shown) -> "SearchHit":
        """Show a record."""
        labels = {facet: list(values) for facet, values in shown.labels.items()}
        return cls(
            kind=shown.kind, id=shown.identifier, title=shown.title, text=shown.text, place=shown.place, labels=labels
        )


class SearchPage(Page[SearchHit]):
    """A page of results, the likeliest first, and how many there are by kind and by facet."""

    looked_for: str = Field(description="What was looked for: mended words in place of those written.")
    is_mended: bool = Field(description="Whether a word was taken for a mistyped one.")
    unknown: list[str] = Field(description="Words that nothing is like; they were left out.")
    is_loose: bool = Field(description="No record holds all the words; these hold some.")
    is_behind: bool = Field(description="The index is being built; records may be missing.")
    kinds: dict[str, int]
    facets: dict[str, dict[str, int]]

    @classmethod
    def of(cls, results: Results, next_page: str | None) -> "SearchPage":
        """Show results."""
        about: dict[str, Any] = {
            "looked_for": results.text_used,
            "is_mended": results.is_mended,
            "unknown": results.unknown,
            "is_loose": results.found.is_loose,
            "is_behind": results.is_behind,
            "kinds": results.found.kinds,
            "facets": results.found.facets,
        }
        items = [SearchHit.of(shown) for shown in results.shown]
        return cls(items=items, next=next_page, total=results.found.total, **about)
