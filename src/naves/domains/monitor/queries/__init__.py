"""What pages, the API and the command line read from the Monitor."""

from naves.domains.monitor.queries.alike import Answered, answered_alike
from naves.domains.monitor.queries.coding import CodedPair, Coding, coding
from naves.domains.monitor.queries.comparisons import Compared, Comparison, PooledTown, comparison, pooled_town
from naves.domains.monitor.queries.filters import Filters
from naves.domains.monitor.queries.machine_links import may_show, reading_as_of
from naves.domains.monitor.queries.need_lists import NeedPage, NeedRow, Order, need_page
from naves.domains.monitor.queries.overview import Overview, overview
from naves.domains.monitor.queries.place_reports import PlaceReport, ThemeFigure, place_report
from naves.domains.monitor.queries.reports import national_report
from naves.domains.monitor.queries.response_times import Division, GroupTimes, ResponseTimes, response_times
from naves.domains.monitor.queries.silent_needs import SilentNeed, silent_needs
from naves.domains.monitor.queries.small_cells import SmallCell, small_cells
from naves.domains.monitor.queries.snapshots import is_reproduced, snapshots
from naves.domains.monitor.queries.town_figures import TownFigure, TownFigures, town_figures
from naves.domains.monitor.queries.trends import TrendValue, month_ends, trend

__all__ = [
    "Answered",
    "CodedPair",
    "Coding",
    "Compared",
    "Comparison",
    "Division",
    "Filters",
    "GroupTimes",
    "NeedPage",
    "NeedRow",
    "Order",
    "Overview",
    "PlaceReport",
    "PooledTown",
    "ResponseTimes",
    "SilentNeed",
    "SmallCell",
    "ThemeFigure",
    "TownFigure",
    "TownFigures",
    "TrendValue",
    "answered_alike",
    "coding",
    "comparison",
    "is_reproduced",
    "may_show",
    "month_ends",
    "national_report",
    "need_page",
    "overview",
    "place_report",
    "pooled_town",
    "reading_as_of",
    "response_times",
    "silent_needs",
    "small_cells",
    "snapshots",
    "town_figures",
    "trend",
]
