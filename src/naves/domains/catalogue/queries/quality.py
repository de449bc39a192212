"""The quality report of a dataset."""

from collections.abc import Iterable, Sequence
from datetime import date

from naves.domains.catalogue.enums import DistributionKind
from naves.domains.catalogue.models import Dataset, Distribution
from naves.domains.catalogue.rules.distributions import TERMS
from naves.domains.catalogue.rules.quality import DistributionFacts, RecordFacts, Report, quality_report
from naves.kernel.datafiles import Profile
from naves.kernel.datafiles.findings import Finding, profile_findings


def report_of(dataset: Dataset, distributions: Iterable[Distribution], today: date) -> Report:
    """Look at a record and return what to fix."""
    return quality_report(facts_of_record(dataset, distributions), today=today)


def facts_of_record(dataset: Dataset, distributions: Iterable[Distribution]) -> RecordFacts:
    """Return the record as the rules want it; select `profile` with the distributions."""
    parts = list(distributions)
    names = (
        "title_en", "description_cs", "description_en", "keywords_cs", "themes", "frequency", "spatial",
        "contact_email", "documentation", "legislation", "hvd_categories",
    )  # fmt: skip
    return RecordFacts(
        **{name: getattr(dataset, name) for name in names if name != "spatial"},
        spatial=dataset.spatial or ([str(dataset.place_id)] if dataset.place_id else []),
        has_time=dataset.temporal_from is not None or dataset.temporal_to is not None,
        data_on=dataset.modified_on,
        distributions=[
            DistributionFacts(
                is_service=part.kind == DistributionKind.SERVICE,
                format=part.format,
                media_type=part.media_type,
                download_url=part.download_url,
                schema_url=part.schema_url,
                terms_complete=all(getattr(part, name) for name in TERMS),
                terms_personal_data=part.terms_personal_data,
                licence=part.licence,
                legislation=part.legislation,
            )
            for part in parts
        ],
        findings=[finding for part in parts for finding in findings_of(part)],
    )


def findings_of(part: Distribution) -> Sequence[Finding]:
    """What the profile of its file says; nothing where it was not read yet."""
    kept = getattr(part, "profile", None)
    if kept is None or not kept.result:
        return ()
    return profile_findings(Profile.from_json(kept.result), declared_format=part.format)
