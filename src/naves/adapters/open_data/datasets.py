"""The datasets: which rows are public, and what each column says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import F, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from naves.adapters.open_data.columns import (
    CLAIMS,
    EVIDENCE,
    GOALS,
    INDICATORS,
    MEASURES,
    NEED_GROUPS,
    NEED_THEMES,
    NEEDS,
    PLACES,
    POPULATIONS,
    READINGS,
    RESPONSES,
    STRATEGIES,
    WELLBEING,
)
from naves.domains.needs.models import Evidence, Need, NeedGroup, NeedThemeShare
from naves.domains.places.models import Place, Population
from naves.domains.strategies.enums import VersionStatus
from naves.domains.strategies.models import (
    Goal,
    Indicator,
    IndicatorReading,
    LevelClaim,
    Measure,
    Response,
    StrategyVersion,
)
from naves.domains.wellbeing.models import IndicatorValue
from naves.kernel.tables import Column

CHUNK: Final = 2000
Rows = Iterator[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Dataset:
    """A table: its name in addresses, its title, its columns and where its rows come from.

    ``fields`` maps columns that are not called like the model's field to what is read for them.
    """

    name: str
    title: str | Promise
    columns: tuple[Column, ...]
    source: Callable[[], QuerySet[Any]]
    fields: Mapping[str, str]

    def rows(self) -> Rows:
        """Yield the rows, some thousands in memory at a time."""
        renamed = {column: F(path) for column, path in self.fields.items()}
        names = [column.name for column in self.columns]
        found = self.source().annotate(**renamed).order_by("pk").values(*names)
        yield from found.iterator(chunk_size=CHUNK)


def _needs() -> QuerySet[Need]:
    """Whatever was once published stays public, a withdrawn or merged need with its status."""
    return Need.objects.filter(published_at__isnull=False)


def _versions() -> QuerySet[StrategyVersion]:
    return StrategyVersion.objects.filter(approved_at__isnull=False).exclude(status=VersionStatus.DRAFT)


def _responses() -> QuerySet[Response]:
    return Response.objects.filter(confirmed_at__isnull=False, need__in=_needs())


_ALL = (
    Dataset(
        "places",
        _("Places"),
        PLACES,
        Place.objects.all,
        {"parent_code": "parent__code", "region_code": "region__code", "district_code": "district__code"},
    ),
    Dataset("populations", _("Populations"), POPULATIONS, Population.objects.all, {"place_code": "place__code"}),
    Dataset("needs", _("Needs"), NEEDS, _needs, {"place_code": "place__code", "merged_into_need": "merged_into_id"}),
    Dataset(
        "need-themes",
        _("Themes of needs"),
        NEED_THEMES,
        lambda: NeedThemeShare.objects.filter(need__in=_needs()),
        {"need_identifier": "need_id", "theme_code": "theme_id"},
    ),
    Dataset(
        "need-groups",
        _("Groups affected by needs"),
        NEED_GROUPS,
        lambda: NeedGroup.objects.filter(need__in=_needs()),
        {"need_identifier": "need_id", "group_code": "group_id"},
    ),
    Dataset(
        "evidence",
        _("Evidence of needs"),
        EVIDENCE,
        lambda: Evidence.objects.filter(need__in=_needs()),
        {"need_identifier": "need_id", "place_code": "place__code"},
    ),
    Dataset(
        "strategies",
        _("Versions of strategies"),
        STRATEGIES,
        _versions,
        {
            "identifier": "strategy__identifier",
            "title": "strategy__title",
            "owner": "strategy__owner__name",
        },
    ),
    Dataset(
        "goals",
        _("Goals"),
        GOALS,
        lambda: Goal.objects.filter(version__in=_versions()),
        {"version_identifier": "version_id", "parent_goal": "parent_id"},
    ),
    Dataset(
        "measures",
        _("Measures"),
        MEASURES,
        lambda: Measure.objects.filter(version__in=_versions()),
        {"version_identifier": "version_id", "goal_identifier": "goal_id"},
    ),
    Dataset(
        "indicators",
        _("Indicators of measures"),
        INDICATORS,
        lambda: Indicator.objects.filter(measure__version__in=_versions()),
        {"measure_identifier": "measure_id"},
    ),
    Dataset(
        "readings",
        _("Readings of indicators"),
        READINGS,
        lambda: IndicatorReading.objects.filter(indicator__measure__version__in=_versions()),
        {"indicator_identifier": "indicator_id", "place_code": "place__code"},
    ),
    Dataset(
        "responses",
        _("Responses to needs"),
        RESPONSES,
        _responses,
        {"need_identifier": "need_id", "goal_identifier": "goal_id", "measure_identifier": "measure_id"},
    ),
    Dataset(
        "claims",
        _("Levels of responses"),
        CLAIMS,
        lambda: LevelClaim.objects.filter(response__in=_responses()),
        {"response_identifier": "response_id"},
    ),
    Dataset(
        "wellbeing",
        _("Wellbeing values"),
        WELLBEING,
        IndicatorValue.objects.all,
        {"indicator_code": "indicator_id", "indicator_name": "indicator__name_cs", "place_code": "place__code"},
    ),
)
DATASETS: Final[Mapping[str, Dataset]] = {dataset.name: dataset for dataset in _ALL}
