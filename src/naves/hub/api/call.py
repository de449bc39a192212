"""One call of an operation: the request with its hub, tenant, @context and moment."""

from functools import cached_property
from typing import Any

import orjson

from naves.hub.access.grants import ALL, ANYBODY
from naves.hub.api import negotiation
from naves.hub.api.request import GEO_JSON, JSON, LD_JSON, Reply, Request
from naves.hub.context.documents import CORE_URL
from naves.hub.context.terms import Context
from naves.hub.model import checks
from naves.hub.model.reader import Nulls, Reader
from naves.hub.problems import AccessDenied, BadRequestData, InvalidRequest, NonexistentTenant
from naves.hub.runtime import Hub
from naves.hub.store import contexts
from naves.hub.store.database import Connection
from naves.hub.store.entities import Stamp
from naves.hub.store.finder import Finder

CONTEXT_LINK = '<{}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"'


class Call:
    """What a handler works with."""

    def __init__(self, hub: Hub, request: Request, args: tuple[str, ...] = ()) -> None:
        self.hub = hub
        self.request = request
        self.args = args
        self.params = request.params
        self.tenant_name = request.headers.get("ngsild-tenant", "")
        self.reference: Any = None

        self.subject = ANYBODY
        self.rights = ALL
        self.gate_passed = hub.gate.open_access

    @cached_property
    def stamp(self) -> Stamp:
        return self.hub.stamp(self.subject.writer)

    def enter(self) -> None:
        """Find out who asks and what they may do, before anything else is read or written."""
        if self.gate_passed:
            return
        micros = self.hub.stamp().micros
        with self.hub.reading() as connection:
            try:
                tenant = self.hub.tenants.existing(connection, self.tenant_name)
            except NonexistentTenant:
                # Whether a tenant exists is nobody's business without a right in it.
                tenant = -1
            self.subject, self.rights = self.hub.gate.rights(
                connection, self.request.headers, tenant, micros, reading=self.reads
            )
        self.gate_passed = True

    @property
    def reads(self) -> bool:
        """Whether the operation reads; queries are also sent by POST."""
        return self.request.method in {"GET", "HEAD"} or self.request.path.endswith("/query")

    def require_manage(self) -> None:
        """Refuse what only those may do who manage the tenant."""
        if not self.rights.manage:
            raise AccessDenied("this needs the right to manage the tenant")

    # parameters

    def allow(self, *names: str) -> None:
        """Refuse parameters that the operation does not know."""
        unknown = [name for name in self.params if name not in names]
        if unknown:
            raise InvalidRequest(f"unknown parameter {unknown[0]!r}")

    def flag(self, name: str) -> bool:
        value = self.params.get(name, "false")
        if value not in {"true", "false"}:
            raise BadRequestData(f"{name} has to be true or false, not {value!r}")
        return value == "true"

    def number(self, name: str, default: int) -> int:
        value = self.params.get(name)
        if value is None:
            return default
        if not value.isdigit() or len(value) > 9:  # noqa: PLR2004
            raise BadRequestData(f"{name} has to be a whole number of zero or more, not {value!r}")
        return int(value)

    @cached_property
    def options(self) -> frozenset[str]:
        return frozenset(part.strip() for part in self.params.get("options", "").split(",") if part.strip())

    def listed(self, name: str) -> list[str]:
        """Return a comma-separated parameter as a list."""
        return [part.strip() for part in self.params.get(name, "").split(",") if part.strip()]

    # contexts and bodies

    @cached_property
    def context(self) -> Context:
        """The @context of a call without a body."""
        self.reference = negotiation.link_context(self.request)
        return self.hub.contexts.resolve(self.reference)

    def body(self) -> tuple[Any, Context]:
        """Return the body without its @context, and that @context."""
        kind = negotiation.content_type(self.request)
        value = negotiation.payload(self.request)
        self.reference = negotiation.body_context(self.request, value, kind=kind)
        context = self.hub.contexts.resolve(self.reference)
        self.__dict__["context"] = context
        return value, context

    def reader(
        self, context: Context, *, nulls: Nulls = Nulls.NOWHERE, simplified: bool = False, temporal: bool = False
    ) -> Reader:
        return Reader(context, nulls=nulls, simplified=simplified, temporal=temporal)

    def identifier(self, position: int = 0) -> str:
        """Return an id out of the path."""
        return checks.uri(self.args[position], "the id")

    def attribute(self, position: int = 1) -> str:
        """Return the IRI of an attribute named in the path."""
        name = self.args[position]
        checks.name(name, "an attribute")
        return self.context.expand(name)

    # the tenant

    def tenant(self, connection: Connection) -> int:
        """Return the tenant, which has to exist."""
        return self.hub.tenants.existing(connection, self.tenant_name)

    def tenant_created(self, connection: Connection) -> int:
        """Return the tenant, making it when it is new."""
        return self.hub.tenants.created(connection, self.tenant_name, self.stamp.micros)

    def finder(self, connection: Connection) -> Finder:
        return self.hub.finder(connection, self.tenant(connection), self.stamp, self.rights.read)

    # answers

    def accepted(self, *, geojson: bool = False) -> str:
        return negotiation.accepted(self.request, geojson=geojson)

    def context_reference(self) -> Any:
        """Return what @context an answer in JSON-LD carries."""
        return self.reference if self.reference is not None else CORE_URL

    def context_url(self) -> str:
        """Return an address of the @context, making one where the request gave it inline."""
        url = self.context.url
        if url is not None:
            return url
        body = {"@context": self.reference}
        kept = self.hub.write(
            lambda connection: contexts.add(
                connection, url=None, kind="ImplicitlyCreated", body=body, micros=self.stamp.micros, base=self.base_url
            )
        )
        return kept.url

    @property
    def base_url(self) -> str:
        return self.hub.settings.base_url or f"http://{self.request.headers.get('host', 'localhost')}"

    def answer(self, value: Any, media: str, *, status: int = 200) -> Reply:
        """Answer with data in a media type, the @context where that type wants it."""
        reply = Reply(status, b"", [(b"content-type", media.encode())])
        if media == JSON or (media == GEO_JSON and "body=json" in self.request.headers.get("prefer", "")):
            reply.body = orjson.dumps(value)
            return reply.with_header("link", CONTEXT_LINK.format(self.context_url()))
        reference = self.context_reference()
        if isinstance(value, list):
            value = [{**each, "@context": reference} for each in value] if media == LD_JSON else value
        else:
            value = {**value, "@context": reference}
        reply.body = orjson.dumps(value)
        return reply
