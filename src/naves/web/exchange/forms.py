"""Forms of questions, consultations and comments; each turns into what its operation takes."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from naves.domains.exchange.enums import PassageKind, QuestionStatus, SubjectKind, Topic, Verdict, Way
from naves.domains.exchange.models import ConsultationRound
from naves.domains.exchange.passages import Passage
from naves.domains.exchange.queries import ministries, office_of
from naves.domains.exchange.rules.values import SUBJECT_LENGTH, TITLE_LENGTH, QuestionValues, RoundValues
from naves.domains.organisations.models import Organisation
from naves.domains.places.models import Place
from naves.domains.places.queries import places_meant
from naves.kernel.text import fold
from naves.web.design.units import UnitField
from naves.web.design.widgets import DayInput

TOWN: Final = "town"
OWN_NAME: Final = "own"


def _text(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class FilterForm(forms.Form):
    """What the list of questions may be narrowed by."""

    text = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=200)
    status = forms.ChoiceField(label=gettext_lazy("Status"), required=False)
    about = forms.ChoiceField(label=gettext_lazy("About what"), required=False)
    place = UnitField(label=gettext_lazy("Town or region asked"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the words in the reader's language."""
        super().__init__(*args, **kwargs)
        every = [("", _("all"))]
        self.fields["status"].choices = [*every, *QuestionStatus.choices]  # type: ignore[attr-defined]
        self.fields["about"].choices = [*every, *SubjectKind.choices]  # type: ignore[attr-defined]


class AskForm(forms.Form):
    """A question; ``about_document`` says whether a guideline may be named."""

    asking = forms.ChoiceField(label=gettext_lazy("Who asks"))
    addressee = forms.ChoiceField(label=gettext_lazy("Who is asked"), widget=forms.RadioSelect)
    place = UnitField(
        label=gettext_lazy("Which town or region"),
        required=False,
        help_text=gettext_lazy("Only where you ask a town or a region."),
    )
    title = forms.CharField(
        label=gettext_lazy("The question in one sentence"),
        max_length=TITLE_LENGTH[1],
        help_text=gettext_lazy("Everybody can read it, with the answer."),
    )
    text = forms.CharField(label=gettext_lazy("What you need to know, and why"), widget=_text(7))
    guideline = forms.CharField(
        label=gettext_lazy("Guideline or document that it concerns"), required=False, max_length=SUBJECT_LENGTH
    )
    url = forms.CharField(label=gettext_lazy("Its address"), required=False, widget=forms.URLInput)

    def __init__(self, *args: Any, organisations: Sequence[Organisation], about_document: bool, **kwargs: Any) -> None:
        """Offer in whose name one may ask, and whom."""
        super().__init__(*args, **kwargs)
        names = [(str(one.pk), one.name) for one in organisations]
        self.fields["asking"].choices = [*names, (OWN_NAME, _("I ask in my own name"))]  # type: ignore[attr-defined]
        offered = [(str(one.pk), one.name) for one in ministries()]
        towns = [(TOWN, _("a town or a region"))] if organisations else []
        self.fields["addressee"].choices = [*offered, *towns]  # type: ignore[attr-defined]
        if not organisations:
            del self.fields["asking"], self.fields["place"]
        if not about_document:
            del self.fields["guideline"], self.fields["url"]
        if "asking" in self.fields:
            self.fields["asking"].initial = names[0][0]
        if offered:
            self.fields["addressee"].initial = offered[0][0]

    def clean(self) -> dict[str, Any] | None:
        """Find the organisation asked."""
        data = super().clean() or self.cleaned_data
        if data.get("addressee") == TOWN and "place" not in self.errors:
            place = data.get("place")
            data["office"] = office_of(place) if isinstance(place, Place) else None
            if data["office"] is None:
                self.add_error("place", _no_office(place))
        return data

    def organisation(self) -> Organisation:
        """Return who is asked."""
        chosen = self.cleaned_data["addressee"]
        return self.cleaned_data["office"] if chosen == TOWN else Organisation.objects.get(pk=UUID(chosen))

    def asker(self) -> Organisation | None:
        """Return in whose name it is asked, None for one's own."""
        chosen = self.cleaned_data.get("asking")
        return Organisation.objects.get(pk=UUID(chosen)) if chosen and chosen != OWN_NAME else None

    def values(self) -> QuestionValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return QuestionValues(
            title=data["title"], text=data["text"], guideline=data.get("guideline", ""), url=data.get("url", "")
        )


def _no_office(place: Place | None) -> str:
    if place is None:
        return _("Say which town or region you ask.")
    return _("Nobody acts for “%(place)s” here yet. Ask the ministry, or another town.") % {"place": place.name}


class TextForm(forms.Form):
    """One text; its label says what is wanted."""

    def __init__(self, *args: Any, name: str, label: str, help_text: str = "", rows: int = 6, **kwargs: Any) -> None:
        """Add the field under the name that the domain gives it."""
        super().__init__(*args, **kwargs)
        self.fields[name] = forms.CharField(label=label, help_text=help_text, widget=_text(rows))


class EmptyForm(forms.Form):
    """A deed that asks for nothing but consent; what is refused stands above it."""


class InvitedField(forms.CharField):
    """Organisations, one on a line: a town or region by its name or code, others by their whole name."""

    widget = forms.Textarea

    def clean(self, value: Any) -> Any:
        """Return the organisations, or say which lines mean none."""
        found: dict[UUID, Organisation] = {}
        unknown = []
        for line in filter(None, (line.strip() for line in super().clean(value).splitlines())):
            meant = _organisation(line)
            if meant is None:
                unknown.append(_("No organisation here is called “%(line)s”.") % {"line": line})
            else:
                found[meant.pk] = meant
        if unknown:
            raise ValidationError(unknown)
        return list(found.values())


def _organisation(line: str) -> Organisation | None:
    named = Organisation.objects.filter(name_folded=fold(line), closed_at=None).order_by("created_at", "pk").first()
    if named is not None:
        return named
    offices = {office.pk: office for place in places_meant(line) if (office := office_of(place)) is not None}
    return next(iter(offices.values())) if len(offices) == 1 else None


class RoundForm(forms.Form):
    """What a consultation asks, when, and of whom."""

    about = forms.CharField(
        label=gettext_lazy("What you want to hear"),
        widget=_text(5),
        help_text=gettext_lazy("Which goals and measures you are not sure of, and what towns know better."),
    )
    opens_on = forms.DateField(label=gettext_lazy("First day"), widget=DayInput)
    closes_on = forms.DateField(label=gettext_lazy("Last day of comments"), widget=DayInput)
    for_all_towns = forms.BooleanField(
        label=gettext_lazy("Open to all towns and regions"),
        required=False,
        help_text=gettext_lazy("Everybody who acts for a town or a region here can read the draft and comment on it."),
    )
    invited = InvitedField(
        label=gettext_lazy("Invited organisations"),
        required=False,
        widget=_text(4),
        help_text=gettext_lazy("One on each line: a town or region by name or code, others by their whole name."),
    )

    def values(self) -> RoundValues:
        """Return what the operation takes."""
        data = self.cleaned_data
        return RoundValues(
            about=data["about"],
            opens_on=data["opens_on"],
            closes_on=data["closes_on"],
            for_all_towns=data["for_all_towns"],
        )


def round_initial(consultation: ConsultationRound) -> dict[str, Any]:
    """Return a consultation as its form shows it."""
    names = consultation.invited.order_by("name_sort").values_list("name", flat=True)
    return {
        "about": consultation.about,
        "opens_on": consultation.opens_on,
        "closes_on": consultation.closes_on,
        "for_all_towns": consultation.for_all_towns,
        "invited": "\n".join(names),
    }


class CommentForm(forms.Form):
    """What somebody says of a part of the draft."""

    passage = forms.ChoiceField(label=gettext_lazy("What the comment concerns"))
    text = forms.CharField(
        label=gettext_lazy("Comment"),
        widget=_text(7),
        help_text=gettext_lazy("Say what should change and why; a number or a case from your town helps."),
    )
    organisation = forms.ChoiceField(label=gettext_lazy("Organisation"))
    in_own_name = forms.BooleanField(label=gettext_lazy("I speak for myself, not for the organisation"), required=False)

    def __init__(
        self, *args: Any, passages: Sequence[Passage], organisations: Sequence[Organisation], **kwargs: Any
    ) -> None:
        """Offer the parts of the draft and the organisations invited."""
        super().__init__(*args, **kwargs)
        self.fields["passage"].choices = [(one.key, _passage_label(one)) for one in passages]  # type: ignore[attr-defined]
        self.fields["organisation"].choices = [(str(one.pk), one.name) for one in organisations]  # type: ignore[attr-defined]

    def passage_meant(self) -> tuple[str, UUID | None]:
        """Return kind and lineage."""
        kind, _colon, lineage = self.cleaned_data["passage"].partition(":")
        return kind, UUID(lineage) if lineage else None


def _passage_label(passage: Passage) -> str:
    if passage.kind == PassageKind.WHOLE:
        return str(PassageKind.WHOLE.label).capitalize()
    return f"{'– ' * passage.depth}{passage.title}"


class VerdictForm(forms.Form):
    """What becomes of a comment, and why."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What becomes of the comment"), choices=Verdict.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(
        label=gettext_lazy("Reason"),
        widget=_text(5),
        help_text=gettext_lazy("What changes in the draft, or why it stays as it is."),
    )


class NoticeChoicesForm(forms.Form):
    """How one hears of each topic."""

    def __init__(self, *args: Any, ways: dict[Topic, Way], **kwargs: Any) -> None:
        """Ask once for each topic."""
        super().__init__(*args, **kwargs)
        for topic in Topic:
            self.fields[topic.value] = forms.ChoiceField(
                label=topic.label, choices=Way.choices, widget=forms.RadioSelect, initial=ways[topic]
            )
