"""Forms of a record: the dataset, its files and services, the catalogue of an owner, reuses and posts."""

from typing import Any

from django import forms
from django.forms import widgets
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.models import Dataset, DatasetSeries, Distribution
from naves.domains.catalogue.operations.catalogues import CatalogueValues
from naves.domains.catalogue.rules import vocabulary
from naves.domains.catalogue.rules.distributions import NAMES as DISTRIBUTION_FIELDS
from naves.domains.catalogue.rules.distributions import DistributionValues
from naves.domains.catalogue.rules.records import NAMES, DatasetValues
from naves.domains.catalogue.rules.services import ServiceValues
from naves.domains.catalogue.rules.society import ReuseValues
from naves.web.catalogue.fields import LinesField, WordsField, listed
from naves.web.design.widgets import DayInput

FREE, BY, AS_IT_IS = "free", "by", "as_it_is"


class DatasetForm(forms.Form):
    """The record of a dataset; what the norm asks for comes first, the rest may wait."""

    title_cs = forms.CharField(label=_("Title in Czech"), max_length=500)
    description_cs = forms.CharField(
        label=_("Description in Czech"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("What one row is, where the data come from, what they are good for."),
    )
    keywords_cs = WordsField(label=_("Keywords in Czech"), required=False)
    themes = forms.MultipleChoiceField(
        label=_("Themes"),
        required=False,
        choices=lambda: listed(vocabulary.THEMES.items()),
        widget=widgets.CheckboxSelectMultiple,
    )
    frequency = forms.ChoiceField(
        label=_("How often the data change"),
        required=False,
        choices=lambda: listed(vocabulary.FREQUENCIES.items(), empty=_("Choose")),
    )
    contact_name = forms.CharField(label=_("Contact"), required=False, max_length=300)
    contact_email = forms.CharField(label=_("E-mail of the contact"), required=False, max_length=254)
    modified_on = forms.DateField(label=_("Day of the newest data"), required=False, widget=DayInput)
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=500)
    description_en = forms.CharField(
        label=_("Description in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    keywords_en = WordsField(label=_("Keywords in English"), required=False)
    temporal_from = forms.DateField(label=_("The data are about the time from"), required=False, widget=DayInput)
    temporal_to = forms.DateField(label=_("until"), required=False, widget=DayInput)
    documentation = forms.CharField(label=_("Documentation"), required=False, max_length=700)
    hvd_categories = forms.MultipleChoiceField(
        label=_("High-value dataset"),
        required=False,
        choices=lambda: listed(vocabulary.HVD_CATEGORIES.items()),
        widget=widgets.CheckboxSelectMultiple,
    )
    legislation = LinesField(label=_("Legislation that asks for the data"), required=False)
    conforms_to = LinesField(label=_("Specifications that the data follow"), required=False)
    series = forms.ChoiceField(label=_("Series"), required=False)
    version = forms.CharField(label=pgettext_lazy("dataset", "Version"), required=False, max_length=60)
    version_number = forms.IntegerField(widget=forms.HiddenInput, required=False)

    MORE = (
        "title_en", "description_en", "keywords_en", "temporal_from", "temporal_to", "documentation",
        "hvd_categories", "legislation", "conforms_to", "series", "version",
    )  # fmt: skip

    def __init__(self, *args: Any, dataset: Dataset | None = None, series: list[DatasetSeries], **more: Any) -> None:
        """Offer the series of the owner; keep what the form does not ask about."""
        self.dataset = dataset
        self.by_id = {str(one.pk): one for one in series}
        super().__init__(*args, **more)
        self.fields["series"].choices = [  # type: ignore[attr-defined]
            ("", "–"),
            *((key, one.title_cs) for key, one in self.by_id.items()),
        ]
        if dataset is not None and dataset.frequency not in {"", *vocabulary.FREQUENCIES}:
            frequency: Any = self.fields["frequency"]
            frequency.choices = [*frequency.choices, (dataset.frequency, dataset.frequency)]

    @property
    def first_fields(self) -> list[forms.BoundField]:
        """What the norm asks for."""
        return [self[name] for name in self.fields if name not in self.MORE]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        """What may wait."""
        return [self[name] for name in self.MORE]

    @property
    def has_more(self) -> bool:
        """Whether something of the rest is filled in, or wrong."""
        return any(field.errors or field.value() for field in self.more_fields)

    @property
    def chosen_series(self) -> DatasetSeries | None:
        """The series that was chosen."""
        return self.by_id.get(self.cleaned_data.get("series", ""))

    def values(self) -> DatasetValues:
        """Return the record for the domain, which checks it."""
        both: dict[str, Any] = {}
        if self.dataset is not None:
            both = {name: getattr(self.dataset, name) for name in NAMES}
        both |= {name: value for name, value in self.cleaned_data.items() if name in NAMES}
        both |= {name: tuple(value) for name, value in both.items() if isinstance(value, list)}
        return DatasetValues(**both)


def initial_of(dataset: Dataset) -> dict[str, Any]:
    """Return what the form of a dataset shows first."""
    return {
        **{name: getattr(dataset, name) for name in NAMES},
        "series": str(dataset.series_id or ""),
        "version_number": dataset.version_number,
    }


class FileForm(forms.Form):
    """A file of ours or elsewhere, with its terms of use in one question."""

    file = forms.FileField(label=_("File"), required=False, help_text=_("CSV is best. At most 50 MB."))
    download_url = forms.CharField(
        label=_("or the address where it lies"),
        required=False,
        max_length=700,
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    title_cs = forms.CharField(label=_("Title in Czech"), required=False, max_length=500)
    format = forms.ChoiceField(
        label=_("Format"),
        required=False,
        choices=lambda: [("", str(_("by the file"))), *((code, code) for code in vocabulary.FORMATS)],
    )
    terms = forms.ChoiceField(
        label=_("Terms of use"),
        widget=widgets.RadioSelect,
        choices=[
            (FREE, _("Free: the data are facts, no work of authorship and no protected database (the usual case)")),
            (BY, _("CC BY 4.0: the data are a work, users name the author")),
        ],
        initial=FREE,
    )
    author = forms.CharField(
        label=_("Author whom users shall name"), required=False, max_length=300, help_text=_("Only with CC BY 4.0.")
    )
    has_personal_data = forms.BooleanField(label=_("The file contains personal data"), required=False)
    schema_url = forms.CharField(label=_("Address of a schema"), required=False, max_length=700)

    def __init__(self, *args: Any, part: Distribution | None = None, is_hvd: bool = False, **more: Any) -> None:
        """Keep the terms of a distribution that has others than the two."""
        self.part, self.is_hvd = part, is_hvd
        super().__init__(*args, **more)
        choice: Any = self.fields["terms"]
        if part is not None and _terms_of(part) == AS_IT_IS:
            choice.choices = [(AS_IT_IS, _("As they are set now")), *choice.choices]
        formats: Any = self.fields["format"]
        if part is not None and part.format and part.format not in vocabulary.FORMATS:
            formats.choices = [*formats.choices, (part.format, part.format)]

    def values(self) -> DistributionValues:
        """Return the distribution for the domain, which checks it."""
        said = self.cleaned_data
        kept: dict[str, Any] = {}
        if self.part is not None:
            kept = {name: getattr(self.part, name) for name in DISTRIBUTION_FIELDS}
            kept |= {name: tuple(kept[name]) for name in ("conforms_to", "legislation")}
        kept |= {name: said[name] for name in ("title_cs", "format", "schema_url")}
        kept |= {"download_url": said["download_url"], "access_url": said["download_url"]}
        kept["media_type"] = vocabulary.FORMATS.get(said["format"], kept.get("media_type", ""))
        if said["terms"] != AS_IT_IS:
            kept |= self._terms(said)
        if self.is_hvd and vocabulary.HVD_ACT not in kept.get("legislation", ()):
            kept["legislation"] = (*kept.get("legislation", ()), vocabulary.HVD_ACT)
        return DistributionValues(**{**kept, "kind": DistributionKind.FILE})

    def _terms(self, said: dict[str, Any]) -> dict[str, str]:
        by = said["terms"] == BY
        personal = vocabulary.HAS_PERSONAL_DATA if said["has_personal_data"] else vocabulary.NO_PERSONAL_DATA
        return {
            "terms_work": vocabulary.CC_BY if by else vocabulary.NO_WORK,
            "terms_work_author": said["author"] if by else "",
            "terms_database": vocabulary.CC_BY if by else vocabulary.NO_DATABASE_WORK,
            "terms_database_author": said["author"] if by else "",
            "terms_special_rights": vocabulary.CC0 if by else vocabulary.NO_SPECIAL_RIGHTS,
            "terms_personal_data": personal,
            "licence": vocabulary.CC_BY if by else vocabulary.CC0,
        }


def _terms_of(part: Distribution) -> str:
    axes = (part.terms_work, part.terms_database, part.terms_special_rights)
    known = {
        (vocabulary.NO_WORK, vocabulary.NO_DATABASE_WORK, vocabulary.NO_SPECIAL_RIGHTS): FREE,
        (vocabulary.CC_BY, vocabulary.CC_BY, vocabulary.CC0): BY,
    }
    return known.get(axes, AS_IT_IS)


def initial_of_file(part: Distribution) -> dict[str, Any]:
    """Return what the form of a distribution shows first."""
    return {
        "title_cs": part.title_cs,
        "download_url": "" if part.file else part.download_url or part.access_url,
        "format": part.format,
        "schema_url": part.schema_url,
        "terms": _terms_of(part),
        "author": part.terms_work_author,
        "has_personal_data": part.terms_personal_data == vocabulary.HAS_PERSONAL_DATA,
    }


class ServiceForm(forms.Form):
    """An address where programs ask for the data."""

    title_cs = forms.CharField(label=_("Title in Czech"), max_length=500)
    endpoint_url = forms.CharField(label=_("Address of the service"), max_length=700)
    endpoint_description = forms.CharField(
        label=_("Address of its description"), required=False, max_length=700, help_text=_("Such as OpenAPI.")
    )
    documentation = forms.CharField(label=_("Documentation"), required=False, max_length=700)

    def values(self) -> ServiceValues:
        """Return the service for the domain, which checks it."""
        return ServiceValues(**self.cleaned_data)


class CatalogueForm(forms.Form):
    """How an owner describes its catalogue."""

    title_cs = forms.CharField(label=_("Title in Czech"), max_length=300)
    description_cs = forms.CharField(
        label=_("Description in Czech"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    title_en = forms.CharField(label=_("Title in English"), required=False, max_length=300)
    description_en = forms.CharField(
        label=_("Description in English"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    publisher_iri = forms.CharField(
        label=_("Address of the publisher in the register of public bodies"),
        required=False,
        max_length=700,
        help_text=_("Left empty, it is made of the identification number (IČO)."),
    )
    homepage = forms.CharField(label=_("Web page"), required=False, max_length=700)
    contact_name = forms.CharField(label=_("Contact"), required=False, max_length=300)
    contact_email = forms.CharField(label=_("E-mail of the contact"), required=False, max_length=254)

    def values(self) -> CatalogueValues:
        """Return the description for the domain, which checks it."""
        return CatalogueValues(**self.cleaned_data)


class ReuseForm(forms.Form):
    """Something built on the data."""

    title = forms.CharField(label=pgettext_lazy("reuse", "Name"), max_length=200)
    url = forms.CharField(label=_("Address"), max_length=500, widget=forms.URLInput(attrs={"placeholder": "https://"}))
    made_by = forms.CharField(label=_("Made by"), required=False, max_length=200)
    description = forms.CharField(
        label=_("What it is good for"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def values(self) -> ReuseValues:
        """Return the reuse for the domain, which checks it."""
        return ReuseValues(**self.cleaned_data)


class PostForm(forms.Form):
    """A question or a remark."""

    text = forms.CharField(
        label=_("Your question or remark"), max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    answers = forms.UUIDField(widget=forms.HiddenInput, required=False)
