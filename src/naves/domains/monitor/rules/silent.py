"""Silent needs: a measured gap that nobody voiced."""

import numpy as np

from naves.domains.monitor.rules.arrays import Codes, Ids, Mask
from naves.domains.monitor.rules.cross_section import CrossSection


def silent(cross: CrossSection, gap_town: Ids, gap_theme: Codes, *, towns: int, themes: int) -> Mask:
    """Gaps whose town has no counted need touching the theme of the gap, bool[gaps]."""
    voiced = np.zeros(towns * themes, dtype=np.bool_)
    voiced[cross.town[cross.share_row].astype(np.int64) * themes + cross.theme] = True
    unvoiced: Mask = ~voiced[gap_town.astype(np.int64) * themes + gap_theme]
    return unvoiced
