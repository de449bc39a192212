"""A tenant of the hub with live data in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
from django.conf import settings

from naves.adapters.hub_control.push import push
from naves.domains.catalogue.models import Tenant
from naves.domains.catalogue.operations.tenants import found_tenant
from naves.domains.catalogue.rules.tenants import TenantValues
from naves.domains.organisations.access import SYSTEM
from naves.domains.organisations.models import Organisation
from naves.hub.api.app import HubApp
from naves.hub.api.request import Request
from naves.hub.runtime import Hub
from naves.hub.settings import Settings

AT = datetime(2026, 3, 1, 10, tzinfo=UTC)
DEFAULT = "https://uri.etsi.org/ngsi-ld/default-context/"
HOURS = 30


@dataclass(frozen=True)
class Filled:
    tenant: Tenant
    sensor: str
    parking: str


def make_live(owner: Organisation, *, name: str = "town") -> Filled:
    """Found a tenant, put a sensor with a day of values, a parking place and a subscription into it, tell the hub."""
    tenant = found_tenant(actor=SYSTEM, at=AT, owner=owner, values=TenantValues(name, "Čidla města", "Zkušební čidla."))
    tell(name, "temporal/entities", {"id": "urn:s:1", "type": "Sensor", "temperature": _hours()})
    tell(
        name,
        "entityOperations/upsert",
        [
            {
                "id": "urn:s:1",
                "type": "Sensor",
                "name": "Čidlo na radnici",
                "temperature": {"value": 4.5, "unitCode": "CEL", "observedAt": _iso(datetime.now(UTC))},
                "location": {"type": "Point", "coordinates": [17.07, 49.70]},
            },
            {
                "id": "urn:p:1",
                "type": "Parking",
                "name": "Parkoviště u nádraží",
                "free": 12,
                "near": {"type": "Relationship", "object": "urn:s:1"},
                "location": {"type": "Point", "coordinates": [17.08, 49.71]},
            },
        ],
    )
    tell(
        name,
        "subscriptions",
        {
            "id": "urn:sub:1",
            "type": "Subscription",
            "subscriptionName": "Mapa města",
            "entities": [{"type": "Sensor"}],
            "notification": {"endpoint": {"uri": "http://127.0.0.1:9/", "accept": "application/json"}},
        },
    )
    push()
    return Filled(tenant, "urn:s:1", "urn:p:1")


def tell(tenant: str, path: str, body: object) -> None:
    """Send something to the hub as its operator."""
    app = HubApp(Hub(Settings(store=settings.NAVES_HUB_STORE, open_access=True), deliver=False))
    raw = orjson.dumps(body)
    headers: Mapping[str, str] = {
        "content-type": "application/json",
        "content-length": str(len(raw)),
        "ngsild-tenant": tenant,
    }
    try:
        reply = app.handle(Request("POST", f"/ngsi-ld/v1/{path}", b"", headers, raw))
    finally:
        app.close()
    assert reply.status < 300, reply.body


def _hours() -> list[dict[str, Any]]:
    now = datetime.now(UTC)
    return [
        {
            "type": "Property",
            "value": 10 + number % 7,
            "unitCode": "CEL",
            "observedAt": _iso(now - timedelta(hours=number)),
        }
        for number in range(1, HOURS)
    ]


def _iso(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
