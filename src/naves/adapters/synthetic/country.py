"""The whole country, in one transaction."""

from datetime import datetime

from django.core.management.color import no_style
from django.db import connection, transaction

from naves.adapters.synthetic.drawing import Draw, moment
from naves.adapters.synthetic.needs import Progress, make_evidence, make_needs
from naves.adapters.synthetic.responses import make_responses
from naves.adapters.synthetic.sizes import Sizes
from naves.adapters.synthetic.strategies import make_strategies
from naves.adapters.synthetic.territory import SOURCE, make_territory
from naves.domains.accounts import audit
from naves.domains.monitor.operations import read_everything_anew
from naves.domains.needs.models import Evidence, Need, NeedGroup, NeedMerge, NeedThemeShare, NeedTransition
from naves.domains.places.models import Place
from naves.domains.strategies.models import (
    Goal,
    IndicatorReading,
    Measure,
    MeasureTransition,
    Response,
    Strategy,
    StrategyVersion,
)
from naves.kernel.errors import Conflict, Problem, gettext_noop

NUMBERED = (
    NeedThemeShare, NeedGroup, NeedTransition, NeedMerge, MeasureTransition, IndicatorReading, Goal.themes.through,
    Measure.themes.through, StrategyVersion.places.through,
)  # fmt: skip

COUNTED = (Place, Need, Evidence, Strategy, Measure, Response)


@transaction.atomic
def make_country(sizes: Sizes, *, seed: int, at: datetime, progress: Progress) -> dict[str, int]:
    """Write a country into an empty database and return how many records of each kind it has.

    Raises :class:`Conflict` where the database holds places or needs already.
    """
    if Place.objects.exists() or Need.objects.exists():
        raise Conflict(_not_empty())
    draw = Draw(seed)
    territory = make_territory(draw, sizes.towns, moment(0))
    progress("places", 1)
    plans = make_strategies(draw, territory, sizes.strategies, sizes.measures)
    progress("strategies", 1)
    needs = make_needs(draw, territory, sizes.needs, progress)
    make_evidence(draw, territory, needs, sizes.evidence, progress)
    make_responses(draw, territory, needs, plans, sizes.responses, progress)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(NUMBERED)):
            cursor.execute(statement)
    read_everything_anew(at=at)
    made = {model._meta.label: model._default_manager.count() for model in COUNTED}
    audit.record(
        actor_id=None, action="synthetic.made", kind="country", identifier=SOURCE, before=None, after=made, at=at
    )
    return made


def gather_statistics() -> None:
    """Tell PostgreSQL what it holds now; SQLite plans better without (docs/decisions/0002)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def _not_empty() -> Problem:
    return Problem(
        code="not_empty",
        message=gettext_noop("The database is not empty: a country for benchmarks is written into an empty one only."),
        remedy=gettext_noop("Point NAVES_DATABASE_URL and NAVES_DATA_DIR to an empty place."),
    )
