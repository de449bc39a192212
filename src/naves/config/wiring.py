"""Who reacts to what: the only place where events of lower domains meet higher ones."""


def connect() -> None:
    """Subscribe every handler; safe to call again."""
