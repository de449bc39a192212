"""The API as a whole: what it is called, who may ask how often, which resources it has."""

import json
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.generic import RedirectView
from ninja import NinjaAPI
from ninja.errors import ValidationError, ValidationErrorContext
from ninja.openapi.docs import DocsBase
from ninja.operation import Operation
from ninja.renderers import JSONRenderer

from naves import __version__
from naves.api import contract, problems, reference
from naves.api.access import Bearer
from naves.api.routers import ROUTERS
from naves.api.throttling import throttles

NAMESPACE = "api-1"
ROOT = "api/v1/"


class Utf8(JSONRenderer):
    """Czech letters as they are: half the bytes."""

    json_dumps_params = {"ensure_ascii": False, "separators": (",", ":")}


class Reference(DocsBase):
    """Our own page about the API: it loads nothing from elsewhere."""

    def render_page(self, request: HttpRequest, api: NinjaAPI, **_: Any) -> HttpResponse:
        """Show the contract to people."""
        return reference.page(request, api.get_openapi_schema(path_prefix=ROOT))


class NavesAPI(NinjaAPI):
    """Ninja, with our names of operations, our contract, and errors that keep the value."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """Name operations as their functions: they are unique, a test says so."""
        return operation.view_func.__name__

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """Return the contract with errors, security and examples filled in."""
        found = super().get_openapi_schema(path_prefix=ROOT if path_prefix is None else path_prefix)
        return contract.completed(found)

    def validation_error_from_error_contexts(
        self, error_contexts: list[ValidationErrorContext[Any]]
    ) -> ValidationError:
        """Keep the value that was wrong."""
        errors: list[dict[str, Any]] = []
        for context in error_contexts:
            model = context.model
            for found in context.pydantic_validation_error.errors(include_url=False):
                reverse = model.__ninja_flatten_map_reverse__
                loc = (model.__ninja_param_source__, *reverse.get(found["loc"], found["loc"]))
                errors.append({**found, "loc": loc})
        return ValidationError(errors)


def make_api() -> NavesAPI:
    """Return the API with all its resources."""
    api = NavesAPI(
        title="Náves",
        version=__version__,
        description=contract.DESCRIPTION,
        urls_namespace=NAMESPACE,
        docs=Reference(),
        renderer=Utf8(),
        auth=Bearer(),
        throttle=list(throttles()),
        openapi_extra=contract.EXTRA,
    )
    problems.register(api)
    for prefix, router, tag in ROUTERS:
        api.add_router(prefix, router, tags=[tag])
    return api


api = make_api()
to_reference = RedirectView.as_view(pattern_name=f"{NAMESPACE}:openapi-view")


def contract_text() -> str:
    """Return the contract as it is committed."""
    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False) + "\n"
