"""Live data of a demonstration town: a few sensors and a week of invented hourly values, marked as such."""

import math
import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

import orjson
from django.conf import settings

from naves.adapters.demo.story import Story
from naves.domains.catalogue.models import Tenant
from naves.domains.catalogue.operations.grants import give_grant
from naves.domains.catalogue.operations.tenants import found_tenant
from naves.domains.catalogue.rules.grants import GrantValues
from naves.domains.catalogue.rules.tenants import TenantValues
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.queries import actor_for
from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.api.router import PREFIX
from naves.hub.runtime import Hub
from naves.hub.settings import Settings

TOWN: Final = "obec-kolin"
MANAGER: Final = "mayor"
UNIVERSITY: Final = "univerzita-doprava"
NAME: Final = "kolin_ukazka"
HOURS: Final = 7 * 24
SEED: Final = 20_26
DEFAULT: Final = "https://uri.etsi.org/ngsi-ld/default-context/"
MARK: Final = "ukázka, hodnoty jsou vymyšlené"

# id, type, name, longitude, latitude; what it tells follows from the type.
SENSORS: Final = (
    ("AirQualityObserved", "namesti", "Ovzduší – Karlovo náměstí", 15.2006, 50.0281),
    ("AirQualityObserved", "nadrazi", "Ovzduší – nádraží", 15.2131, 50.0257),
    ("WeatherObserved", "radnice", "Počasí – radnice", 15.2009, 50.0284),
    ("WeatherObserved", "stadion", "Počasí – stadion", 15.1902, 50.0331),
    ("OffStreetParking", "namesti", "Parkoviště u náměstí", 15.2021, 50.0276),
    ("OffStreetParking", "nadrazi", "Parkoviště P+R u nádraží", 15.2140, 50.0249),
)
# attribute: (usual value, daily swing, hour of the peak, noise, unit, decimals)
TOLD: Final[dict[str, dict[str, tuple[float, float, int, float, str, int]]]] = {
    "AirQualityObserved": {"pm10": (24, 9, 19, 4, "GQ", 1), "no2": (21, 8, 8, 3, "GQ", 1)},
    "WeatherObserved": {
        "temperature": (4, 4, 14, 0.6, "CEL", 1),
        "relativeHumidity": (78, -10, 14, 3, "P1", 0),
    },
    "OffStreetParking": {"availableSpotNumber": (46, -34, 12, 5, "C62", 0)},
}


def load_live(story: Story, *, at: datetime) -> Tenant:
    """Found the town's tenant, let the public and a university read, and fill it."""
    town = story.organisations[TOWN]
    tenant = found_tenant(
        actor=SYSTEM,
        at=at - timedelta(days=8),
        owner=town,
        values=TenantValues(
            NAME, "Čidla města Kolína (ukázka)", "Ukázkový prostor: čidla nejsou skutečná a hodnoty jsou vymyšlené."
        ),
    )
    manager = actor_for(story.people[MANAGER])
    for values in (
        GrantValues(
            subject_kind="public",
            action="read",
            purpose="Otevřená data o ovzduší a počasí pro každého.",
            types=(DEFAULT + "AirQualityObserved", DEFAULT + "WeatherObserved"),
        ),
        GrantValues(
            subject_kind="organisation",
            organisation_id=story.organisations[UNIVERSITY].pk,
            action="read",
            purpose="Výzkum dopravy v klidu: obsazenost parkovišť v průběhu dne.",
            types=(DEFAULT + "OffStreetParking",),
        ),
    ):
        give_grant(actor=manager, at=at - timedelta(days=7), target=tenant, values=values)
    _fill(at)
    return tenant


def _fill(at: datetime) -> None:
    hub = Hub(Settings(store=settings.NAVES_HUB_STORE, open_access=True), deliver=False)
    app = HubApp(hub)
    try:
        states, chance = [], random.Random(SEED)  # noqa: S311 - invented values, the same each time
        for kind, key, name, longitude, latitude in SENSORS:
            fixed = {
                "id": f"urn:ngsi-ld:{kind}:kolin-{key}",
                "type": kind,
                "scope": "/ukazka",
                "name": name,
                "dataProvider": MARK,
                "location": {"type": "Point", "coordinates": [longitude, latitude]},
            }
            told = {attribute: list(_week(shape, at, chance)) for attribute, shape in TOLD[kind].items()}
            past = {attribute: values[:-1] for attribute, values in told.items()}
            _post(app, "temporal/entities", {"id": fixed["id"], "type": kind, **past})
            states.append({**fixed, **{attribute: values[-1] for attribute, values in told.items()}})
        _post(app, "entityOperations/upsert", states)
    finally:
        app.close()


def _week(
    shape: tuple[float, float, int, float, str, int], at: datetime, chance: random.Random
) -> Iterator[dict[str, Any]]:
    usual, swing, peak, noise, unit, digits = shape
    hour = at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1)
    for _ in range(HOURS):
        wave = swing * math.cos((hour.hour - peak) / 24 * 2 * math.pi)
        value = round(max(usual + wave + chance.gauss(0, noise), 0.0), digits)
        yield {
            "type": "Property",
            "value": value if digits else int(value),
            "unitCode": unit,
            "observedAt": hour.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
        hour += timedelta(hours=1)


def _post(app: HubApp, path: str, body: object) -> None:
    raw = orjson.dumps(body)
    headers = {"content-type": "application/json", "content-length": str(len(raw)), "ngsild-tenant": NAME}
    reply = app.handle(Request("POST", f"{PREFIX}/{path}", b"", headers, raw))
    if reply.status >= 300:  # noqa: PLR2004 - not a success
        raise RuntimeError(f"the hub refused demonstration data: {reply.body.decode()}")
