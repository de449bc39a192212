from django.apps import AppConfig


class SearchPagesConfig(AppConfig):
    name = "naves.web.search"
    label = "web_search"
