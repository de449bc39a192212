from django.apps import AppConfig


class MatchingPagesConfig(AppConfig):
    name = "naves.web.matching"
    label = "web_matching"
