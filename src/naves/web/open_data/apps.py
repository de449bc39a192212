from django.apps import AppConfig


class OpenDataPagesConfig(AppConfig):
    name = "naves.web.open_data"
    label = "web_open_data"
