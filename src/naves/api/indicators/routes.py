"""Measured sides of life in towns, with values by place as of a day."""

from datetime import date, datetime
from typing import Literal

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from naves.api.paging import Page, Paged, link_next, slice_of
from naves.api.refs import Day, PlaceRef, day_or_today
from naves.domains.places.models import Place
from naves.domains.wellbeing import queries
from naves.domains.wellbeing.models import WellbeingIndicator
from naves.domains.wellbeing.rules.gaps import is_gap
from naves.kernel.errors import NotFound

router = Router()


class IndicatorOut(Schema):
    """An indicator. Beyond `gap_threshold` a value points to a need of `theme`."""

    code: str = Field(examples=["social_exclusion"])
    name_cs: str
    name_en: str
    description_cs: str
    description_en: str
    unit: str
    direction: Literal["higher_is_worse", "higher_is_better"]
    theme: str
    gap_threshold: float | None
    lowest: float | None
    highest: float | None
    source: str
    licence: str

    @classmethod
    def of(cls, indicator: WellbeingIndicator) -> "IndicatorOut":
        """Show ``indicator``."""
        own = [name for name in cls.model_fields if name != "theme"]
        return cls(theme=indicator.theme_id, **{name: getattr(indicator, name) for name in own})


class Indicators(Schema):
    """All indicators, in the order of themes."""

    items: list[IndicatorOut]


class ValueOut(Schema):
    """A value of one place."""

    place: PlaceRef
    value: float
    period_end: date = Field(description="The last day of the period that the value describes.")
    recorded_at: datetime
    is_gap: bool


class ValuePage(Page[ValueOut]):
    """A page of values in the order of places as they came to be known."""

    indicator: str
    as_of: date


@router.get("", response=Indicators, summary="List indicators")
def list_indicators(request: HttpRequest) -> Indicators:
    """With their thresholds and sources."""
    return Indicators(items=[IndicatorOut.of(one) for one in queries.indicators()])


@router.get("/{code}", response=IndicatorOut, summary="One indicator")
def get_indicator(request: HttpRequest, code: str) -> IndicatorOut:
    """By its code."""
    return IndicatorOut.of(_indicator(code))


@router.get("/{code}/values", response=ValuePage, summary="Values by place")
def list_indicator_values(
    request: HttpRequest, response: HttpResponse, code: str, page: Paged, as_of: Day | None = None
) -> ValuePage:
    """The value that was known of each place at the end of the day."""
    indicator, day = _indicator(code), day_or_today(as_of)
    held = queries.values_as_of(code, day)
    shown, cursor = slice_of(sorted(held), page)
    places = {place.pk: PlaceRef.of(place) for place in Place.objects.filter(pk__in=shown)}
    items = [
        ValueOut(
            place=places[pk],
            value=held[pk].value,
            period_end=held[pk].reference_date,
            recorded_at=held[pk].recorded_at,
            is_gap=is_gap(held[pk].value, threshold=indicator.gap_threshold, direction=indicator.direction),
        )
        for pk in shown
    ]
    return ValuePage(indicator=code, as_of=day, items=items, next=link_next(request, response, cursor), total=len(held))


def _indicator(code: str) -> WellbeingIndicator:
    found = queries.indicators().filter(code=code).first()
    if found is None:
        raise NotFound("indicator", code)
    return found
