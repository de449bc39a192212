"""What the record of a data service must hold."""

from dataclasses import dataclass, fields, replace
from typing import Final

from naves.domains.catalogue.rules.custody import required
from naves.domains.catalogue.rules.iris import email_problem, iri_problem, iri_problems
from naves.kernel.errors import Problem, gettext_noop


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceValues:
    """A service as somebody states it."""

    title_cs: str
    endpoint_url: str
    title_en: str = ""
    description_cs: str = ""
    description_en: str = ""
    endpoint_description: str = ""
    contact_name: str = ""
    contact_email: str = ""
    documentation: str = ""
    licence: str = ""
    legislation: tuple[str, ...] = ()
    hvd_categories: tuple[str, ...] = ()
    conforms_to: tuple[str, ...] = ()


NAMES: Final = tuple(item.name for item in fields(ServiceValues))


def tidy_service(values: ServiceValues) -> ServiceValues:
    """Return it without stray spaces."""
    texts = {name: getattr(values, name).strip() for name in NAMES if isinstance(getattr(values, name), str)}
    return replace(values, **texts)


def service_problems(values: ServiceValues) -> list[Problem]:
    """Return what is wrong with a service."""
    problems: list[Problem] = []
    if not values.title_cs:
        problems.append(
            required("title_cs", gettext_noop("A service needs a Czech title."), gettext_noop("Say what it answers."))
        )
    for name in ("endpoint_url", "endpoint_description", "documentation", "licence"):
        text = getattr(values, name)
        if (text or name == "endpoint_url") and (problem := iri_problem(text, name)):
            problems.append(problem)
    for name in ("legislation", "conforms_to"):
        problems += iri_problems(getattr(values, name), name)
    if problem := email_problem(values.contact_email, "contact_email"):
        problems.append(problem)
    return problems
