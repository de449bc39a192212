"""The JSON API as a Django app: it brings a page of its own and keeps answers to repeated requests."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Programs read and write Náves here."""

    name = "naves.api"
    label = "api"
