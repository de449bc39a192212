from django.apps import AppConfig


class CataloguePagesConfig(AppConfig):
    name = "naves.web.catalogue"
    label = "web_catalogue"
