"""The answer on one page."""

from django.utils.translation import gettext as _

from naves.domains.monitor.queries import Filters, Overview, overview, silent_needs
from naves.domains.monitor.rules.estimands import Estimand
from naves.domains.monitor.rules.estimates import Estimate
from naves.web.design.formats import day, number, percent, percent_range
from naves.web.monitor.home import comparison
from naves.web.monitor.report.blocks import BigFigure, BigFigures, Block, Section, Table, text
from naves.web.monitor.wording import ESTIMANDS, EXPLANATIONS, QUESTIONS


def answer(filters: Filters) -> Section:
    """The three estimands with what defends them."""
    found = overview(filters)
    blocks: list[Block] = [
        text(_in_a_sentence(found), leads=True),
        BigFigures([_big(str(words), found.estimates[of]) for of, words in ESTIMANDS.items()]),
        text(_ground(found, len(silent_needs(filters)))),
        text(
            _(
                "The three figures answer three questions and are never mixed. The interval says how far chance in who "
                "recorded needs could move a figure; the bounds say how far the towns that recorded none could."
            )
        ),
        Table(
            caption=_("What defends the figures"),
            head=[_("Property"), *(str(words) for words in ESTIMANDS.values())],
            rows=[[line.words, *line.cells] for line in comparison(found)],
            note=" ".join(f"{ESTIMANDS[of]}: {words}" for of, words in EXPLANATIONS.items()),
        ),
    ]
    return Section(_("The answer in brief"), blocks)


def _in_a_sentence(found: Overview) -> str:
    estimate = found.estimates[Estimand.PER_PERSON]
    if estimate.coverage is None:
        return _("No need was recorded by %(day)s, so nothing can be assessed.") % {"day": day(found.filters.as_of)}
    return _("%(question)s, as of %(day)s: %(share)s where the average resident lives.") % {
        "question": QUESTIONS[found.filters.level],
        "day": day(found.filters.as_of),
        "share": percent(estimate.coverage, 1),
    }


def _big(name: str, estimate: Estimate) -> BigFigure:
    lines = [_("bounds %(range)s") % {"range": percent_range(*estimate.bounds, 1)}]
    if estimate.interval is not None:
        lines.insert(0, f"{_('95% interval')} {percent_range(*estimate.interval, 1)}")
    return BigFigure(name, percent(estimate.coverage, 1), lines)


def _ground(found: Overview, silent: int) -> str:
    return _(
        "The figures rest on %(needs)s needs of %(assessed)s towns out of %(total)s; the other towns have recorded no "
        "need and are not assessed. Indicators point to %(silent)s needs that nobody voiced."
    ) % {
        "needs": number(found.funnel.recorded),
        "assessed": number(found.places_assessed),
        "total": number(found.places_total),
        "silent": number(silent),
    }
