"""Towns against chance, and whether the figures stand."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from naves.domains.monitor.queries import Filters, coding, comparison, overview
from naves.domains.monitor.rules.agreement import Agreement, Standing
from naves.domains.monitor.rules.method import MIN_NEEDS_TO_RANK
from naves.web.design.formats import number, percent, percent_range
from naves.web.monitor.report.blocks import Block, Section, Table, text

LISTED = 12
STANDINGS: dict[Standing, str | Promise] = {
    Standing.PUBLISHED: lazy("published"),
    Standing.PROVISIONAL: lazy("provisional"),
    Standing.WITHHELD: lazy("withheld"),
    Standing.NOT_ASSESSED: lazy("not assessed"),
}


def towns(filters: Filters) -> Section:
    """The towns outside the outer limits of the funnel plot."""
    found = comparison(filters)
    outside = sorted((of for of in found if of.position is not None and abs(of.position) > 1), key=lambda of: -of.needs)
    blocks: list[Block] = [
        text(
            _(
                "If all towns answered alike, chance alone would still spread their coverage. Of %(ranked)s towns "
                "with at least %(least)s needs, %(below)s lie below and %(above)s above the limits that chance passes "
                "in two towns of a thousand."
            )
            % {
                "ranked": number(found.ranked_towns),
                "least": MIN_NEEDS_TO_RANK,
                "below": number(found.outside(-2)),
                "above": number(found.outside(2)),
            }
        )
    ]
    if outside:
        blocks.append(
            Table(
                caption=_("Towns beyond chance, those with most needs first"),
                head=[_("Municipality"), _("Needs"), _("Answered"), _("Coverage"), _("Limits of chance")],
                rows=[
                    [
                        f"{of.name} ({of.region})",
                        number(of.needs),
                        number(of.answered),
                        percent(of.coverage, 1),
                        percent_range(*of.outer_limits, 1),
                    ]
                    for of in outside[:LISTED]
                ],
                note=_("Coverage here is the share of whole needs; a reason to look closer, not a verdict."),
            )
        )
    return Section(_("Towns compared"), blocks)


def ground(filters: Filters) -> Section:
    """Relevance of measures, agreement of people."""
    found, coded = overview(filters), coding(filters.as_of)
    relevance = found.relevance
    return Section(
        _("What the figures rest on"),
        [
            text(
                _(
                    "%(answering)s of %(all)s measures in force answer at least one confirmed need (%(share)s); the "
                    "others cost money that no recorded need asks for, or answer needs that nobody has recorded."
                )
                % {
                    "answering": number(relevance.answering),
                    "all": number(relevance.measures_in_force),
                    "share": percent(relevance.share, 1),
                }
            ),
            text(
                _(
                    "Responses are confirmed by people; suggestions of the machine count nowhere until then. A sample "
                    "of pairs is judged by two people who do not see each other's verdict."
                )
            ),
            Table(
                caption=_("Agreement of people who judge pairs (Krippendorff's alpha)"),
                head=[_("What is judged"), _("Pairs"), _("Alpha"), _("95% interval"), _("Figures that rest on it")],
                rows=[
                    _agreement(_("Whether need and measure belong together"), coded.verdicts),
                    _agreement(_("The level of the response"), coded.levels),
                ],
                words=(0, 4),
                note=_("From 0.80 published, from 0.667 provisional, below withheld; too few pairs are not assessed."),
            ),
        ],
        follows=True,
    )


def _agreement(name: str, found: Agreement) -> list[str]:
    return [
        name,
        number(found.units),
        number(found.alpha, 2) if found.alpha is not None else "–",
        f"{number(found.interval[0], 2)}–{number(found.interval[1], 2)}" if found.interval else "–",
        str(STANDINGS[found.standing]),
    ]
