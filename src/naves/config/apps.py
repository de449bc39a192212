"""The application that ties the house together."""

from django.apps import AppConfig


class NavesConfig(AppConfig):
    """Subscribes the domains to each other's events once all of them are loaded."""

    name = "naves.config"
    label = "naves_config"

    def ready(self) -> None:
        """Wire the events."""
        from naves.config import wiring

        wiring.connect()
