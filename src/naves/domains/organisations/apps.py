from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "naves.domains.organisations"
    label = "organisations"
    default_auto_field = "django.db.models.BigAutoField"
