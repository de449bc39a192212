from django.apps import AppConfig


class OrganisationsPagesConfig(AppConfig):
    name = "naves.web.organisations"
    label = "web_organisations"
