"""Addresses: pages (in the language of their prefix), the API, health."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path

from naves.api.site import ROOT as API_ROOT
from naves.api.site import api, to_reference
from naves.config import health, metrics

urlpatterns: list[URLPattern | URLResolver] = [
    path("health/live", health.live, name="health-live"),
    path("health/ready", health.ready, name="health-ready"),
    path("metrics", metrics.metrics, name="metrics"),
    path(API_ROOT, to_reference),
    path(API_ROOT, api.urls),
    path("", include("naves.web.catalogue_data.urls")),
    *i18n_patterns(
        path("", include("naves.web.monitor.urls")),
        path("needs/", include("naves.web.needs.urls")),
        path("strategies/", include("naves.web.strategies.urls")),
        path("matching/", include("naves.web.matching.urls")),
        path("strategy-check/", include("naves.web.check.urls")),
        path("exchange/", include("naves.web.exchange.urls")),
        # Before the catalogue: files have a path of their own.
        path("catalogue/files/", include("naves.web.files.urls")),
        path("catalogue/", include("naves.web.catalogue.urls")),
        path("harvest/", include("naves.web.harvest.urls")),
        path("places/", include("naves.web.places.urls")),
        path("organisations/", include("naves.web.organisations.urls")),
        path("open-data/", include("naves.web.open_data.urls")),
        path("hub/", include("naves.web.hub.urls")),
        path("imports/", include("naves.web.imports.urls")),
        path("account/", include("naves.web.account.urls")),
        path("account/", include("allauth.urls")),
        path("search/", include("naves.web.search.urls")),
        path("style/", include("naves.web.design.urls")),
        prefix_default_language=False,
    ),
    # One address to come back to from the sign-in service, whatever the language of the page.
    path("account/", include("allauth.socialaccount.providers.openid_connect.urls")),
]
