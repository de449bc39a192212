from django.apps import AppConfig


class HarvestPagesConfig(AppConfig):
    name = "naves.web.harvest"
    label = "web_harvest"
