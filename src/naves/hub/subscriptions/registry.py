"""The subscriptions of all tenants in memory, as the matcher needs them."""


class Registry:
    def forget(self) -> None:
        """Read anew at the next match."""
