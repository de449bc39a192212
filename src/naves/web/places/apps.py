from django.apps import AppConfig


class PlacesPagesConfig(AppConfig):
    name = "naves.web.places"
    label = "web_places"
