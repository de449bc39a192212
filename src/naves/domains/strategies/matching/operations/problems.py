"""What can be wrong at the desk, with the way to mend it."""

from naves.kernel.errors import Problem, gettext_noop


def judged_already() -> Problem:
    """Return the problem of a pair that somebody else judged meanwhile."""
    return Problem(
        code="judged_already",
        field="verdict",
        message=gettext_noop("Somebody has judged this pair in the meantime. Your verdict was not recorded."),
        remedy=gettext_noop("Go on with the next pair; the verdict that stands is on the page of the need."),
    )


def judged_by_you() -> Problem:
    """Return the problem of a pair that the same person judged before."""
    return Problem(
        code="judged_by_you",
        field="verdict",
        message=gettext_noop("You have judged this pair already. Nothing was recorded twice."),
        remedy=gettext_noop("Undo your last verdict if you want to change it."),
    )


def level_missing() -> Problem:
    """Return the problem of a confirmed pair without a level."""
    return Problem(
        code="level_missing",
        field="level",
        message=gettext_noop("No level is given."),
        remedy=gettext_noop("Choose the level that the response reaches, and show the proof."),
    )


def nothing_to_undo() -> Problem:
    """Return the problem of undoing where nothing was judged."""
    return Problem(
        code="nothing_to_undo",
        message=gettext_noop("There is no verdict of yours to undo."),
        remedy=gettext_noop("Responses made elsewhere are withdrawn on their own page."),
    )


def built_upon() -> Problem:
    """Return the problem of undoing what somebody has since proved further."""
    return Problem(
        code="built_upon",
        message=gettext_noop("Somebody has claimed a further level for this answer in the meantime."),
        remedy=gettext_noop("Agree with them, and withdraw the answer on its own page if it is wrong."),
    )


def too_little(pairs: int, confirmed: int, rejected: int, *, pairs_needed: int, each_needed: int) -> Problem:
    """Return the problem of learning from too few judgements."""
    return Problem(
        code="knows_too_little",
        field="judgements",
        value=pairs,
        message=gettext_noop(
            "There is too little to learn from: %(pairs)s judged pairs, of them %(confirmed)s that belong together "
            "and %(rejected)s that do not."
        ),
        params={
            "pairs": pairs,
            "confirmed": confirmed,
            "rejected": rejected,
            "pairs_needed": pairs_needed,
            "each_needed": each_needed,
        },
        remedy=gettext_noop(
            "Judge at least %(pairs_needed)s pairs, at least %(each_needed)s of each kind. "
            "Until then the order follows the words, the theme and the place alone."
        ),
    )
