"""Addresses of places."""

from django.urls import path

from naves.web.places.views import lists, place

app_name = "places"
urlpatterns = [
    path("", lists.places, name="list"),
    path("suggest/", lists.suggest, name="suggest"),
    path("<str:code>/", place.place, name="place"),
]
