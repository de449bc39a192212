from django.apps import AppConfig


class SearchIndexConfig(AppConfig):
    name = "naves.adapters.search_index"
    label = "search_index"
    default_auto_field = "django.db.models.BigAutoField"
