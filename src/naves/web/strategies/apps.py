from django.apps import AppConfig


class StrategiesPagesConfig(AppConfig):
    name = "naves.web.strategies"
    label = "web_strategies"
