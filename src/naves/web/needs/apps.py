from django.apps import AppConfig


class NeedsPagesConfig(AppConfig):
    name = "naves.web.needs"
    label = "web_needs"
