"""Addresses of the catalogue for programs; they stand outside of the languages of pages."""

from django.urls import path, re_path

from naves.web.catalogue_data import ckan, dumps, pages, records

_UUID = r"(?P<identifier>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})"
_SYNTAX = r"(?:\.(?P<extension>jsonld|ttl|nt))?"

app_name = "catalogue_data"
urlpatterns = [
    re_path(rf"^data/datasets/{_UUID}{_SYNTAX}/?$", records.dataset, name="dataset"),
    re_path(rf"^data/distributions/{_UUID}{_SYNTAX}/?$", records.distribution, name="distribution"),
    re_path(rf"^data/services/{_UUID}{_SYNTAX}/?$", records.service, name="service"),
    re_path(rf"^data/series/{_UUID}{_SYNTAX}/?$", records.series, name="series"),
    re_path(rf"^data/catalogues/{_UUID}{_SYNTAX}/?$", records.catalogue, name="catalogue"),
    re_path(rf"^data/catalog{_SYNTAX}/?$", pages.catalog, name="catalog"),
    re_path(r"^data/dumps/(?P<profile>[\w./-]{1,40})\.(?P<extension>nt|jsonl)$", dumps.dump, name="dump"),
    path("api/action/<slug:name>", ckan.action, name="ckan"),
    path("api/3/action/<slug:name>", ckan.action, name="ckan-3"),
]
