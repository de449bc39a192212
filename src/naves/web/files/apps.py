from django.apps import AppConfig


class FilePagesConfig(AppConfig):
    name = "naves.web.files"
    label = "web_files"
