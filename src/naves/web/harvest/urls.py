"""Addresses of harvesting."""

from django.urls import path

from naves.web.harvest import runs, sources

app_name = "harvest"
urlpatterns = [
    path("", sources.listing, name="list"),
    path("new/", sources.new, name="new"),
    path("<uuid:source_id>/", sources.source, name="source"),
    path("<uuid:source_id>/edit/", sources.edit, name="edit"),
    path("<uuid:source_id>/run/", runs.start, name="start"),
    path("runs/<uuid:run_id>/", runs.run, name="run"),
    path("runs/<uuid:run_id>/decide/<slug:answer>/", runs.decide, name="decide"),
]
