"""Breadcrumbs and addresses of the exchange."""

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from naves.domains.accounts.queries import names_of
from naves.domains.exchange.enums import SubjectKind
from naves.domains.exchange.models import Comment, ConsultationRound, Question
from naves.domains.exchange.subjects import Subject

Trail = list[tuple[str, str]]
PAGES = {
    SubjectKind.NEED: "needs:need",
    SubjectKind.MEASURE: "strategies:measure",
    SubjectKind.STRATEGY: "strategies:strategy",
}


def of_questions(*further: str) -> Trail:
    """Return the way to the list of questions and beyond."""
    return [(_("Questions"), reverse("exchange:list") if further else ""), *((name, "") for name in further)]


def of_question(question: Question, *further: str) -> Trail:
    """Return the way to a question and what is done with it."""
    here = reverse("exchange:question", args=[question.pk]) if further else ""
    return [(_("Questions"), reverse("exchange:list")), (question.title, here), *((name, "") for name in further)]


def of_rounds(*further: str) -> Trail:
    """Return the way to the list of consultations and beyond."""
    return [(_("Consultations"), reverse("exchange:rounds") if further else ""), *((name, "") for name in further)]


def of_round(consultation: ConsultationRound, *further: str) -> Trail:
    """Return the way to a consultation and what is done in it."""
    here = reverse("exchange:round", args=[consultation.pk]) if further else ""
    title = consultation.version.strategy.title
    return [(_("Consultations"), reverse("exchange:rounds")), (title, here), *((name, "") for name in further)]


def address_of_subject(subject: Subject | None) -> str:
    """Return where what a question is about can be read, or an empty text."""
    if subject is None or subject.kind == SubjectKind.GUIDELINE:
        return subject.url if subject is not None else ""
    try:
        return reverse(PAGES[subject.kind], args=[subject.identifier])
    except NoReverseMatch:
        return ""


def speakers_of(comments: list[Comment], *, with_names: bool) -> dict[object, str]:
    """Return who speaks in each comment; people by name only to those who take part."""
    names = names_of(comment.made_by_id for comment in comments if comment.in_own_name) if with_names else {}
    return {one.pk: _speaker(one, names.get(one.made_by_id, "") if one.made_by_id else "") for one in comments}


def _speaker(comment: Comment, name: str) -> str:
    if not comment.in_own_name:
        return comment.organisation.name
    who = name or _("a person")
    return _("%(name)s (%(organisation)s), in their own name") % {
        "name": who,
        "organisation": comment.organisation.name,
    }
