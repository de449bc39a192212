"""The actions, by name. Each takes what was asked and returns the result; errors are CKAN's."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.conf import settings
from django.db.models import Count, Q, QuerySet

from naves.adapters.ckan import arguments, shapes
from naves.adapters.ckan.arguments import Asked
from naves.adapters.ckan.errors import Missing
from naves.adapters.ckan.rows import rows, with_rows
from naves.adapters.ckan.search import package_search, packages
from naves.domains.catalogue.enums import RecordStatus
from naves.domains.catalogue.models import Dataset, DatasetFacet, Distribution
from naves.domains.catalogue.queries.records import owners_with_data, published_with_parts
from naves.domains.catalogue.rules.vocabulary import CC0, CC_BY, THEMES
from naves.domains.organisations.models import Organisation

CKAN_VERSION: Final = "2.10.0"
MOST: Final = 100_000
PUBLISHED: Final = Q(status=RecordStatus.PUBLISHED)


def package_list(asked: Asked) -> list[str]:
    """Return the names of all datasets."""
    names = Dataset.objects.filter(PUBLISHED).order_by("pk").values_list("pk", flat=True)
    return [str(name) for name in _page(names, asked)]


def current_package_list_with_resources(asked: Asked) -> list[dict[str, Any]]:
    """Return datasets whole, at most a thousand at once."""
    return packages(_page(published_with_parts(), asked, most=1000))


def package_show(asked: Asked) -> dict[str, Any]:
    """Return a dataset."""
    name = asked.get("name_or_id")
    key = arguments.identifier(str(name) if name else arguments.required(asked, "id"))
    found = published_with_parts().filter(pk=key).first() if key else None
    if found is None:
        raise Missing("Not found: Dataset was not found.")
    return packages([found])[0]


def resource_show(asked: Asked) -> dict[str, Any]:
    """Return a file or a service."""
    part = _resource(asked, "id")
    return shapes.resource(part, tables=with_rows([part]))


def resource_view_list(asked: Asked) -> list[dict[str, Any]]:
    """Return the views of a resource: CKAN draws them itself, we have none to offer."""
    _resource(asked, "id")
    return []


def organization_list(asked: Asked) -> list[Any]:
    """Return organisations that show data: names, or whole with ``all_fields``."""
    owners = owners_with_data()
    if not arguments.switch(asked, "all_fields"):
        return [str(key) for key in _page(owners.values_list("pk", flat=True), asked)]
    found = list(_page(owners, asked))
    counts = _counts(found)
    return [shapes.organization(owner, counts.get(owner.pk, 0)) for owner in found]


def organization_show(asked: Asked) -> dict[str, Any]:
    """Return an organisation."""
    key = arguments.identifier(arguments.required(asked, "id"))
    owner = owners_with_data().filter(pk=key).first() if key else None
    if owner is None:
        raise Missing("Not found: Organization was not found.")
    shape = shapes.organization(owner, _counts([owner]).get(owner.pk, 0))
    if arguments.switch(asked, "include_datasets"):
        shape["packages"] = packages(published_with_parts(owner)[:1000])
    return shape


def group_list(asked: Asked) -> list[Any]:
    """Return the themes of the European list: names, or whole with ``all_fields``."""
    if not arguments.switch(asked, "all_fields"):
        return [code.lower() for code in THEMES]
    counts = _theme_counts()
    return [shapes.group(code, counts.get(code, 0)) for code in THEMES]


def group_show(asked: Asked) -> dict[str, Any]:
    """Return a theme."""
    code = arguments.required(asked, "id").upper()
    if code not in THEMES:
        raise Missing("Not found: Group was not found.")
    return shapes.group(code, _theme_counts().get(code, 0))


def tag_list(asked: Asked) -> list[Any]:
    """Return the keywords of published datasets, by name, perhaps only those that hold ``query``."""
    words = DatasetFacet.objects.filter(kind="keyword", dataset__status=RecordStatus.PUBLISHED)
    if query := arguments.text(asked, "query"):
        words = words.filter(value__icontains=query)
    found = _page(words.order_by("value").values_list("value", flat=True).distinct(), asked)
    return [shapes.tag(word) for word in found] if arguments.switch(asked, "all_fields") else list(found)


def license_list(_asked: Asked) -> list[dict[str, Any]]:
    """Return the licences that packages name by an identifier of CKAN."""
    known = [shapes.licence(iri) for iri in (CC_BY, CC0, "")]
    return [
        {**one, "status": "active", "od_conformance": "approved" if one["url"] else "not reviewed"} for one in known
    ]


def status_show(_asked: Asked) -> dict[str, Any]:
    """Return what answers here."""
    return {
        "ckan_version": CKAN_VERSION,
        "site_title": "Náves",
        "site_description": "",
        "site_url": settings.NAVES_PUBLIC_ADDRESS,
        "locale_default": "cs",
        "error_emails_to": None,
        "extensions": ["naves_read_only"],
    }


def datastore_search(asked: Asked) -> dict[str, Any]:
    """Return rows of a table that was uploaded here; “not found” where the file lies elsewhere or is no table."""
    return rows(_resource(asked, "resource_id"), asked)


def site_read(_asked: Asked) -> bool:
    """Tell that everybody may read."""
    return True


def help_show(asked: Asked) -> str:
    """Return what an action does."""
    action = ACTIONS.get(arguments.required(asked, "name"))
    if action is None:
        raise Missing("Not found: Action was not found.")
    return action.__doc__ or ""


ACTIONS: Final[Mapping[str, Callable[[Asked], Any]]] = {
    action.__name__: action
    for action in (
        current_package_list_with_resources, datastore_search, group_list, group_show, help_show, license_list,
        organization_list, organization_show, package_list, package_search, package_show, resource_show,
        resource_view_list, site_read, status_show, tag_list,
    )
}  # fmt: skip


def _page(found: QuerySet[Any, Any], asked: Asked, *, most: int = MOST) -> QuerySet[Any, Any]:
    limit = arguments.number(asked, "limit", most, most=most) or 0
    offset = arguments.number(asked, "offset", 0, most=10_000_000) or 0
    return found[offset : offset + limit]


def _resource(asked: Asked, name: str) -> Distribution:
    key = arguments.identifier(arguments.required(asked, name))
    published = Distribution.objects.filter(dataset__status=RecordStatus.PUBLISHED)
    found = published.select_related("dataset").filter(pk=key).first() if key else None
    if found is None:
        raise Missing("Not found: Resource was not found.")
    return found


def _counts(owners: list[Organisation]) -> dict[Any, int]:
    shown = Dataset.objects.filter(PUBLISHED, owner__in=owners).order_by()
    return dict(shown.values_list("owner").annotate(n=Count("pk")))


def _theme_counts() -> dict[str, int]:
    shown = DatasetFacet.objects.filter(kind="theme", dataset__status=RecordStatus.PUBLISHED)
    return dict(shown.values_list("value").annotate(n=Count("pk")))
