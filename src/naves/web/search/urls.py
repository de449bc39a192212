"""Addresses of the search."""

from django.urls import path

from naves.web.search import views

app_name = "search"
urlpatterns = [
    path("", views.results, name="results"),
    path("suggest/", views.suggest, name="suggest"),
]
