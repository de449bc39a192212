"""Why a pair is suggested, in words."""

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from naves.domains.strategies.matching.queries.shown import ShownPair
from naves.web.design.formats import percent
from naves.web.design.parts import Fact


def reasons(pair: ShownPair) -> list[Fact]:
    """Return what speaks for the pair, the strongest first, and how likely it is held to be."""
    suggestion = pair.suggestion
    found = [Fact(_("Words in common"), ", ".join(pair.words) or _("none"))]
    if pair.themes:
        names = [theme.name_en if get_language() == "en" else theme.name_cs for theme in pair.themes]
        found.append(Fact(_("The same theme"), ", ".join(names)))
    if pair.covering is not None:
        found.append(Fact(_("The strategy covers"), pair.covering.name))
    if suggestion.probability is None:
        found.append(Fact(_("Likeness without learning"), percent(suggestion.score)))
    else:
        found.append(Fact(_("Likely to belong together"), percent(suggestion.probability)))
    return found
