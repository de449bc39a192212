"""Forms for sending a file and for answering what it leaves open."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from naves.domains.accounts.imports.rules import require_size
from naves.domains.needs.queries.vocabularies import themes
from naves.domains.organisations.access import Actor
from naves.domains.organisations.enums import MemberRole
from naves.domains.organisations.models import Organisation
from naves.domains.places.rules.naming import NamedPlace
from naves.kernel.errors import Refused
from naves.web.design.problems import sentence
from naves.web.design.widgets import DayInput

SOURCE_LENGTH = 60


class UploadForm(forms.Form):
    """The file, and where it comes from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV, XLSX, JSON lines or Parquet, at most 50 MB. The content decides, not the name."),
    )
    source = forms.CharField(
        label=_("Where it comes from"),
        required=False,
        max_length=SOURCE_LENGTH,
        help_text=_("Give the same name next time: records are then known again and brought up to date."),
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        """Fill in the organisation of the one who sends."""
        super().__init__(*args, **kwargs)
        self.organisations = Organisation.objects.filter(
            pk__in=[grant.organisation_id for grant in actor.grants if grant.at_least(MemberRole.EDITOR)]
        ).order_by("name_sort")
        first = self.organisations.first()
        self.fields["source"].initial = first.name[:SOURCE_LENGTH] if first is not None else ""

    def clean_file(self) -> File[bytes]:
        """Refuse empty and too large files."""
        file: File[bytes] = self.cleaned_data["file"]
        try:
            require_size(file.size)
        except Refused as refused:
            raise forms.ValidationError([sentence(problem) for problem in refused.problems]) from refused
        return file

    def upload(self) -> tuple[File[bytes], str]:
        """Return the file and what it is called."""
        file = self.cleaned_data["file"]
        return file, file.name

    def options(self) -> dict[str, str]:
        """Return the answers of the form, by the names that imports know."""
        return {name: str(value) for name, value in self.cleaned_data.items() if name != "file" and value}


class NeedsForm(UploadForm):
    """Needs may arrive as drafts."""

    as_drafts = forms.BooleanField(
        label=_("Keep them as drafts"), required=False, help_text=_("You publish them one by one later.")
    )

    def options(self) -> dict[str, str]:
        """Say whether to publish."""
        return {**super().options(), "publish": "no" if self.cleaned_data["as_drafts"] else "yes"}


class EvidenceForm(UploadForm):
    """Resolutions of a council may need to be told whose they are."""

    place = forms.CharField(
        label=_("Code of the municipality"),
        required=False,
        max_length=6,
        help_text=_("Only for resolutions of one council, where its name does not say which municipality it is."),
    )


def _theme_choices() -> list[tuple[str, str]]:
    is_czech = get_language() == "cs"
    return [("", ""), *((theme.code, theme.name_cs if is_czech else theme.name_en) for theme in themes())]


class PostsForm(NeedsForm):
    """Other systems know neither our municipalities nor our themes."""

    place = forms.CharField(
        label=_("Code of the municipality"),
        required=False,
        max_length=6,
        help_text=_("Of all posts in the file; not needed where each names its municipality."),
    )
    theme = forms.ChoiceField(
        label=_("Theme of the other categories"),
        choices=_theme_choices,
        required=False,
        help_text=_("A category that is called as a theme here becomes that theme; the others become this one."),
    )
    day = forms.DateField(
        label=_("Day of posts without a day"),
        required=False,
        widget=DayInput,
        help_text=_("Only for exports that do not say when a post was made."),
    )


class ResponsesForm(UploadForm):
    """Needs are named by the identifiers of the file that they came in."""

    need_source = forms.CharField(
        label=_("Source of the needs"),
        required=False,
        max_length=64,
        help_text=_("Under which name the needs were imported, where it is another one than the source of this file."),
    )


class IndicatorsForm(UploadForm):
    """Some tables do not say which period they describe."""

    period_end = forms.DateField(
        label=_("Last day of the period"),
        required=False,
        widget=DayInput,
        help_text=_("Only where the file does not say it itself."),
    )


class OutlineForm(UploadForm):
    """A text, sent or pasted, and what it may leave out."""

    text = forms.CharField(
        label=_("Text of the outline"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 14}),
        help_text=_("First line: the title. Headings (## …) become goals, bullets (- …) measures."),
    )
    owner = forms.ModelChoiceField(
        label=_("Owner of the strategy"), queryset=Organisation.objects.none(), to_field_name="name", required=False
    )
    in_force_from = forms.DateField(label=_("In force from"), required=False, widget=DayInput)
    places = forms.CharField(
        label=_("Codes of the places that it covers"),
        required=False,
        max_length=2000,
        help_text=_("For example 503444; CZ071."),
    )
    field_order = ("text", "file", "owner", "in_force_from", "places", "source")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the organisations of the one who sends."""
        super().__init__(*args, **kwargs)
        self.fields["file"].required = False
        self.fields["file"].help_text = _("A text or Markdown file, instead of the text above.")
        owner = self.fields["owner"]
        assert isinstance(owner, forms.ModelChoiceField)  # noqa: S101 - narrows the type
        owner.queryset = self.organisations
        owner.initial = self.organisations.first()

    def clean_file(self) -> File[bytes]:
        """A text may stand in its place."""
        return super().clean_file() if self.cleaned_data.get("file") else ContentFile(b"")

    def clean(self) -> dict[str, Any] | None:
        """Ask for one of the two."""
        cleaned = super().clean() or self.cleaned_data
        if "file" in cleaned and not cleaned["file"].size and not cleaned.get("text"):
            self.add_error("text", _("Paste the outline, or choose a file."))
        return cleaned

    def upload(self) -> tuple[File[bytes], str]:
        """Return the text as a file where it was pasted."""
        if text := self.cleaned_data.get("text"):
            return ContentFile(text.encode(), name="outline.txt"), str(_("pasted text"))
        return super().upload()

    def options(self) -> dict[str, str]:
        """Name the owner; the text itself is the file."""
        named = {name: text for name, text in super().options().items() if name != "text"}
        owner: Organisation | None = self.cleaned_data.get("owner")
        return {**named, "owner": owner.ico or owner.name} if owner is not None else named


FORMS: dict[str, type[UploadForm]] = {
    "needs": NeedsForm,
    "evidence": EvidenceForm,
    "strategies": UploadForm,
    "posts": PostsForm,
    "responses": ResponsesForm,
    "outlines": OutlineForm,
    "indicators": IndicatorsForm,
    "places": UploadForm,
}


class AnswersForm(forms.Form):
    """Which municipality a shared name means; one question for each name."""

    def __init__(self, *args: Any, questions: Mapping[str, tuple[NamedPlace, ...]], **kwargs: Any) -> None:
        """Ask each question as a choice of municipalities with their okres."""
        super().__init__(*args, **kwargs)
        self._texts = {f"answer_{number}": text for number, text in enumerate(questions)}
        for name, text in self._texts.items():
            self.fields[name] = forms.ChoiceField(
                label=text,
                choices=[(place.code, _label(place)) for place in questions[text]],
                widget=forms.RadioSelect,
            )

    def answers(self) -> dict[str, str]:
        """Return text → code."""
        return {text: self.cleaned_data[name] for name, text in self._texts.items()}


def _label(place: NamedPlace) -> str:
    return f"{place.name}, okres {place.district}, {place.region} ({place.code})"
