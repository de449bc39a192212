from django.apps import AppConfig


class HubPagesConfig(AppConfig):
    name = "naves.web.hub"
    label = "web_hub"
