"""`naves match`: look for pairs of needs and measures, learn from judgements, try the matching on a labelled file."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from naves.cli.setup import prepare_database, with_django

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from naves.domains.places.models import Place
    from naves.domains.strategies.matching.rules.labelled import Evaluation
    from naves.domains.strategies.matching.rules.measuring import Share

PAIRS, GROUPS = {"need", "measure", "label"}, {"id", "text", "group"}


@click.group()
def match() -> None:
    """Match needs with measures."""


@match.command()
@click.option("--place", "code", default="", help="Code of a place; without it the whole country.")
@click.option("--top", type=click.IntRange(1, 50), default=5, show_default=True, help="Measures for each need.")
@click.option("--out", type=click.Path(path_type=Path), default=None, help="Write a CSV instead of filling the desk.")
@with_django
def suggest(*, code: str, top: int, out: Path | None) -> None:
    """Look for pairs that people have not judged yet, and put them on the desk."""
    from django.utils.translation import gettext as _

    from naves.domains.organisations.access import SYSTEM
    from naves.domains.strategies.matching import operations
    from naves.kernel.clock import now

    prepare_database()
    place = _place(code)
    if out is not None:
        click.echo(_("%(count)s pairs written to %(file)s.") % {"count": _to_csv(out, place, top), "file": out})
        return
    done = operations.suggest(actor=SYSTEM, at=now(), place=place, top=top)
    click.echo(
        _("Compared %(needs)s needs with %(measures)s measures; %(pairs)s pairs wait at the desk.")
        % {"needs": done.needs, "measures": done.measures, "pairs": done.pairs}
    )


@match.command()
@click.option("--place", "code", default="", help="Code of a place; without it the whole country.")
@with_django
def duplicates(*, code: str) -> None:
    """Look for needs of one place that may say the same."""
    from django.utils.translation import gettext as _

    from naves.domains.organisations.access import SYSTEM
    from naves.domains.strategies.matching import operations
    from naves.kernel.clock import now

    prepare_database()
    count = operations.find_likenesses(actor=SYSTEM, at=now(), place=_place(code))
    click.echo(_("%(count)s pairs of needs may say the same.") % {"count": count})


@match.command()
@with_django
def train() -> None:
    """Learn from the judgements so far, and order the desk by it."""
    from django.utils.translation import gettext as _

    from naves.domains.organisations.access import SYSTEM
    from naves.domains.strategies.matching import operations
    from naves.kernel.clock import now

    prepare_database()
    model = operations.train(actor=SYSTEM, at=now())
    click.echo(
        _("Learned from %(pairs)s pairs, %(confirmed)s of which belong together.")
        % {"pairs": model.pairs, "confirmed": model.confirmed}
    )


@match.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--language", default="cs", show_default=True, help="Language of the texts (ISO 639-1).")
@with_django
def evaluate(*, file: Path, language: str) -> None:
    """Try the matching on a labelled FILE: columns need, measure, label, or id, text, group."""
    from naves.domains.strategies.matching.rules.labelled import evaluate as run
    from naves.domains.strategies.matching.rules.labelled import from_groups, from_pairs
    from naves.kernel.errors import Problem, Refused, gettext_noop
    from naves.kernel.tables import TableReader

    with TableReader(file) as table:
        columns = set(table.columns)
        rows = [(row.number, row.values) for row in table]
        problems = list(table.problems.all())
    if not (columns >= PAIRS or columns >= GROUPS):
        problems.append(
            Problem(
                code="not_labelled",
                field="columns",
                value=", ".join(sorted(columns)),
                message=gettext_noop("This is no labelled file: it has the columns %(columns)s."),
                params={"columns": ", ".join(sorted(columns))},
                remedy=gettext_noop("Name the columns need, measure and label, or id, text and group."),
            )
        )
    if not rows and not problems:
        problems.append(
            Problem(
                code="no_rows",
                message=gettext_noop("The file holds no rows."),
                remedy=gettext_noop("Label some pairs, or put texts into groups."),
            )
        )
    if problems:
        raise Refused(problems)
    given = from_pairs(rows, language) if columns >= PAIRS else from_groups(rows, language)
    _print(run(given))


def _print(found: "Evaluation") -> None:
    from django.utils.translation import gettext as _

    from naves.web.design.formats import number, percent

    measured, calibration = found.measured, found.measured.calibration
    click.echo(
        _("%(pairs)s pairs, %(together)s of which belong together.")
        % {"pairs": found.pairs, "together": found.together}
    )
    if found.too_little is not None:
        click.echo(_("Too few to learn from; the plain score stands for the probability."))
    click.echo(_("At the threshold %(threshold)s:") % {"threshold": number(measured.threshold, 2)})
    named = ((_("precision"), measured.precision), (_("recall"), measured.recall), ("recall@10", found.recall_at_10))
    for name, value in named:
        click.echo(f"  {name} {_share(value)}")
    click.echo(
        _("Calibration: Brier score %(brier)s, mean gap between promise and truth %(gap)s.")
        % {"brier": number(calibration.brier, 3), "gap": number(calibration.gap, 3)}
    )
    for one in calibration.bins:
        click.echo(
            "  "
            + _("promised %(predicted)s, came true %(observed)s (%(count)s pairs)")
            % {"predicted": percent(one.predicted), "observed": percent(one.observed), "count": one.count}
        )


def _share(found: "Share") -> str:
    from naves.web.design.formats import percent, percent_range

    return f"{percent(found.value, 1)} ({percent_range(found.low, found.high, 1)}; {found.hits}/{found.count})"


def _place(code: str) -> "Place | None":
    from naves.domains.places.queries import place_by_code

    return place_by_code(code) if code else None


def _to_csv(out: Path, place: "Place | None", top: int) -> int:
    from naves.domains.needs.models import Need
    from naves.domains.strategies.matching.operations.suggesting import batches, find
    from naves.domains.strategies.models import Measure
    from naves.kernel.clock import now
    from naves.kernel.tables import Column, Kind, write_csv

    columns = [
        Column("need_id"),
        Column("measure_id"),
        Column("need"),
        Column("measure"),
        Column("score", Kind.DECIMAL),
        Column("probability", Kind.DECIMAL),
    ]
    _read, found = find(at=now(), place=place, top=top)

    def rows() -> "Iterator[Mapping[str, object]]":
        for batch in batches(found, 500):
            needs = dict(Need.objects.filter(pk__in=[pair.need for pair in batch]).values_list("pk", "title"))
            titles = Measure.objects.filter(pk__in=[pair.measure for pair in batch]).values_list("pk", "title")
            measures = dict(titles)
            for pair in batch:
                yield {
                    "need_id": str(pair.need),
                    "measure_id": str(pair.measure),
                    "need": needs[pair.need],
                    "measure": measures[pair.measure],
                    "score": round(pair.score, 4),
                    "probability": None if pair.probability is None else round(pair.probability, 4),
                }

    if out == Path("-"):
        return write_csv(sys.stdout.buffer, columns, rows())
    with out.open("wb") as stream:
        return write_csv(stream, columns, rows())
