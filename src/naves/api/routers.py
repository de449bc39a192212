"""Every resource: where it lies and under which heading the contract lists it."""

from typing import Final

from ninja import Router

from naves.api.bulk.exports import router as exports
from naves.api.bulk.imports import router as imports
from naves.api.catalogue.custody import router as custody
from naves.api.catalogue.routes import router as datasets
from naves.api.evidence.routes import router as evidence
from naves.api.exchange.consultations import router as consultations
from naves.api.exchange.questions import router as questions
from naves.api.files.routes import router as files
from naves.api.harvest.routes import router as harvest
from naves.api.indicators.routes import router as indicators
from naves.api.me.routes import router as me
from naves.api.monitor.routes import router as monitor
from naves.api.monitor.snapshots import router as snapshots
from naves.api.monitor.statistics import router as statistics
from naves.api.needs.routes import router as needs
from naves.api.needs.steps import router as need_steps
from naves.api.organisations.routes import router as organisations
from naves.api.places.routes import router as places
from naves.api.responses.routes import router as responses
from naves.api.search.routes import router as search
from naves.api.strategies.contents import router as contents
from naves.api.strategies.routes import router as strategies
from naves.api.vocabularies.routes import router as vocabularies

ROUTERS: Final[tuple[tuple[str, Router, str], ...]] = (
    ("/places", places, "places"),
    ("", vocabularies, "vocabularies"),
    ("/needs", needs, "needs"),
    ("/needs", need_steps, "needs"),
    ("", evidence, "evidence"),
    ("/strategies", strategies, "strategies"),
    ("", contents, "strategies"),
    ("", responses, "responses"),
    ("", questions, "exchange"),
    ("", consultations, "exchange"),
    ("/datasets", datasets, "catalogue"),
    ("", custody, "catalogue"),
    ("/files", files, "catalogue"),
    ("", harvest, "catalogue"),
    ("/organisations", organisations, "organisations"),
    ("/indicators", indicators, "indicators"),
    ("/monitor", monitor, "monitor"),
    ("/monitor/snapshots", snapshots, "monitor"),
    ("/monitor/statistics", statistics, "monitor"),
    ("/search", search, "search"),
    ("/me", me, "me"),
    ("", exports, "bulk"),
    ("", imports, "bulk"),
)
