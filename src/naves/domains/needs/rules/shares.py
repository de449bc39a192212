"""Theme shares: how much of a need belongs to which theme."""

from collections.abc import Collection, Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal

from naves.kernel.errors import Problem, gettext_noop

TOLERANCE = Decimal("0.001")
STEP = Decimal("0.001")
WHOLE = Decimal(1)

Shares = Mapping[str, Decimal]


def share_problems(shares: Shares, known: Collection[str]) -> Iterator[Problem]:
    """Yield what is wrong with ``shares`` (theme code → share): unknown themes, shares ≤ 0, a wrong sum."""
    if not shares:
        yield Problem(
            code="theme_missing",
            field="themes",
            value="",
            message=gettext_noop("The need has no theme."),
            remedy=gettext_noop("Choose at least one theme."),
        )
        return
    for code, share in shares.items():
        if code not in known:
            yield unknown_theme(code, known)
        if not share.is_finite() or share < STEP or share > WHOLE:
            yield Problem(
                code="theme_share",
                field="themes",
                value=str(share),
                message=gettext_noop("The share of the theme “%(theme)s” is %(share)s."),
                params={"theme": code, "share": str(share)},
                remedy=gettext_noop("Give a share between 0.001 and 1, or leave the theme out."),
            )
    yield from _sum_problems(shares)


def _sum_problems(shares: Shares) -> Iterator[Problem]:
    if not all(share.is_finite() for share in shares.values()):
        return
    total = sum(shares.values(), Decimal(0))
    if abs(total - WHOLE) > TOLERANCE:
        yield Problem(
            code="theme_sum",
            field="themes",
            value=str(total),
            message=gettext_noop("The shares of the themes add up to %(total)s, not to 1."),
            params={"total": str(total)},
            remedy=gettext_noop("Change the shares so that they add up to 1 (100 %%)."),
        )


def unknown_theme(code: str, known: Collection[str]) -> Problem:
    return Problem(
        code="theme_unknown",
        field="themes",
        value=code,
        message=gettext_noop("“%(code)s” is not a theme."),
        params={"code": code, "known": ", ".join(sorted(known))},
        remedy=gettext_noop("Use one of: %(known)s."),
    )


def exact(shares: Shares) -> dict[str, Decimal]:
    """Return valid ``shares`` in thousandths that add up to exactly 1; the largest takes the rest."""
    rounded = {code: max(STEP, share.quantize(STEP, ROUND_HALF_UP)) for code, share in shares.items()}
    largest = max(rounded, key=lambda code: (rounded[code], code))
    rounded[largest] += WHOLE - sum(rounded.values(), Decimal(0))
    return rounded


def equal(codes: Collection[str]) -> dict[str, Decimal]:
    """Return the same share for each theme, for lists that name themes without shares."""
    unique = list(dict.fromkeys(codes))
    return exact({code: WHOLE / len(unique) for code in unique}) if unique else {}
