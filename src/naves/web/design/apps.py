"""The application that holds the layout and the components of every page."""

from django.apps import AppConfig


class DesignConfig(AppConfig):
    """Own label, so that no page family clashes with a domain of the same name."""

    name = "naves.web.design"
    label = "web_design"
