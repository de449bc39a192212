"""Every resource: where it lies and under which heading the contract lists it."""

from typing import Final

from ninja import Router

from naves.api.monitor.routes import router as monitor
from naves.api.needs.routes import router as needs
from naves.api.needs.steps import router as need_steps
from naves.api.places.routes import router as places
from naves.api.vocabularies.routes import router as vocabularies

ROUTERS: Final[tuple[tuple[str, Router, str], ...]] = (
    ("/places", places, "places"),
    ("", vocabularies, "vocabularies"),
    ("/needs", needs, "needs"),
    ("/needs", need_steps, "needs"),
    ("/monitor", monitor, "monitor"),
)
