from django.apps import AppConfig


class CheckPagesConfig(AppConfig):
    name = "naves.web.check"
    label = "web_check"
