from django.apps import AppConfig


class WellbeingConfig(AppConfig):
    name = "naves.domains.wellbeing"
    label = "wellbeing"
    default_auto_field = "django.db.models.BigAutoField"
