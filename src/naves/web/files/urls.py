"""Addresses of files; downloads have a path of their own, apart from all pages."""

from django.urls import path

from naves.web.files import downloads, preview, profile

app_name = "files"
urlpatterns = [
    path("<uuid:distribution_id>/", downloads.download, name="download"),
    path("<uuid:distribution_id>/look/", preview.look, name="look"),
    path("<uuid:distribution_id>/profile/", profile.profile, name="profile"),
]
