from django.apps import AppConfig


class MonitorPagesConfig(AppConfig):
    name = "naves.web.monitor"
    label = "web_monitor"
