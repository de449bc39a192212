from django.apps import AppConfig


class CatalogueDataConfig(AppConfig):
    name = "naves.web.catalogue_data"
    label = "web_catalogue_data"
