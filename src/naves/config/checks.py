"""What production must not start with."""

from naves.config.env import BadSetting, Environment

SHORTEST_SECRET = 50


def refuse_demonstration_settings(environment: Environment) -> None:
    """Raise :class:`BadSetting` where a production setting is missing or a demonstration one is on."""
    if len(environment.secret_key) < SHORTEST_SECRET:
        raise BadSetting(f"NAVES_SECRET_KEY must be set, with at least {SHORTEST_SECRET} characters.")
    if environment.demonstration:
        raise BadSetting("NAVES_DEMONSTRATION is on; production never runs on demonstration data.")
    if not environment.hosts:
        raise BadSetting("NAVES_HOSTS must name the hosts that are served, separated by commas.")
    if environment.database_url.startswith("sqlite"):
        raise BadSetting("NAVES_DATABASE_URL names SQLite; production runs on postgresql://…")
