"""Pictures that the pages draw by template, as SVG files of their own."""

from collections.abc import Sequence
from html import escape

from django.template.loader import render_to_string

from naves.domains.monitor.queries import TrendValue
from naves.domains.monitor.rules.estimands import Estimand
from naves.web.design.formats import number, percent
from naves.web.monitor.pictures.trend import trend_picture

STYLE = (
    ".grid-line{stroke:#c9d1da;stroke-width:.6}.grid-text{font:10px 'Libertinus Serif';fill:#55606e}"
    ".band{fill:#4aa596;fill-opacity:.25}.line{fill:none;stroke:#0d566e;stroke-width:2}.point{fill:#0d566e}"
    ".track{fill:#e8edf2}.bar{fill:#0d566e}.words{font:11px 'Libertinus Serif';fill:#13263e}"
)

ROW, LABEL, BAR, WIDTH = 22, 96, 300, 520


def ladder_svg(rungs: Sequence[tuple[str, int, float | None]]) -> str:
    """Return a bar for each rung: its name, how many needs reached it, and their share of the first."""
    rows = []
    for place, (words, needs, share) in enumerate(rungs):
        y = place * ROW
        told = f"{number(needs)} · {percent(share, 1)}"
        rows.append(
            f'<text class="words" x="0" y="{y + 14}">{escape(words)}</text>'
            f'<rect class="track" x="{LABEL}" y="{y + 3}" width="{BAR}" height="{ROW - 8}"/>'
            f'<rect class="bar" x="{LABEL}" y="{y + 3}" width="{BAR * (share or 0):.1f}" height="{ROW - 8}"/>'
            f'<text class="words" x="{LABEL + BAR + 10}" y="{y + 14}">{escape(told)}</text>'
        )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {ROW * len(rungs)}"><style>{STYLE}</style>'
        f"{''.join(rows)}</svg>"
    )


def trend_svg(values: Sequence[TrendValue], estimand: Estimand) -> str:
    """Return the trend as the page draws it, with its colours inside; empty axes where nothing was assessed."""
    trend = trend_picture(values, estimand)
    if not trend.points:
        return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {trend.width:g} {trend.height:g}"/>'
    drawn = render_to_string("monitor/trend.html", {"trend": trend})
    opening, rest = drawn[drawn.index("<svg") : drawn.index("</svg>") + len("</svg>")].split(">", 1)
    return f'{opening} xmlns="http://www.w3.org/2000/svg"><style>{STYLE}</style>{rest}'
