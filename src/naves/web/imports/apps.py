from django.apps import AppConfig


class ImportsPagesConfig(AppConfig):
    name = "naves.web.imports"
    label = "web_imports"
