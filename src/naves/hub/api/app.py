"""The ASGI application: reads a request, runs its operation in a thread, sends the answer.

Bodies are bounded, so is the number of requests in flight: what exceeds it is told to come back
(503 with Retry-After) instead of piling up.
"""

import asyncio
import logging
from collections.abc import MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import orjson

from naves.hub.api.call import Call
from naves.hub.api.ready import Key, ReadyAnswers
from naves.hub.api.request import Reply, Request, json_reply
from naves.hub.api.router import PREFIX, Router
from naves.hub.api.streaming import Streamed, send_parts
from naves.hub.api.transfer import Message, Receive, Send, Transfer
from naves.hub.problems import BareStatus, HubProblem, InternalError, InvalidRequest, Overloaded
from naves.hub.runtime import Hub

Scope = MutableMapping[str, Any]

log = logging.getLogger("naves.hub")


class HubApp:
    """The hub as an ASGI application; alone, or mounted where ``root_path`` says."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self.router = Router()
        self._pool = ThreadPoolExecutor(hub.settings.threads, thread_name_prefix="hub")
        self._in_flight = 0
        self._ready = ReadyAnswers(hub)
        self._transfer = Transfer(
            max_body=hub.settings.max_body, max_held=hub.settings.max_held, seconds=hub.settings.body_seconds
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "http":
            await self._http(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await send({"type": "lifespan.startup.complete"})
            else:
                self.close()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def close(self) -> None:
        """Let running operations finish and close the hub."""
        self._pool.shutdown(wait=True)
        self.hub.close()

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        key = self._ready.key(scope)
        if key is not None and await self._answered(key, send):
            return
        headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
        reply = await self._reply(scope, receive, headers)
        if reply is None:
            return
        if isinstance(reply, Streamed):
            await send_parts(reply, receive, send, self._pool)
            return
        start, content = _messages(reply, headers)
        await self._transfer.answer(send, start, content)
        if key is not None:
            self._ready.keep(key, reply.source, start, content)

    async def _reply(self, scope: Scope, receive: Receive, headers: dict[str, str]) -> Reply | None:
        """Run a request; None when the client went away before it had said what it wanted."""
        if self._in_flight >= self.hub.settings.max_in_flight:
            return problem_reply(Overloaded("too many requests at once"))
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
        self._in_flight += 1
        try:
            body = await self._transfer.body(receive, headers)
            if body is None:
                return None
            request = Request(scope["method"], path, scope.get("query_string", b""), headers, body)
            try:
                return await asyncio.get_running_loop().run_in_executor(self._pool, self._run, request)
            finally:
                self._transfer.give_back(body)
        except Overloaded as problem:
            return problem_reply(problem)
        except BareStatus as bare:
            return Reply(bare.status)
        finally:
            self._in_flight -= 1

    async def _answered(self, key: Key, send: Send) -> bool:
        """Send an answer that is ready, if there is one and it still stands."""
        ready = self._ready.get(key)
        if ready is None or self._in_flight >= self.hub.settings.max_in_flight:
            return False
        if self.hub.database.dialect.at_hand:
            stands = self._ready.stands(ready)
        else:
            self._in_flight += 1
            try:
                stands = await self._ready.stands_together(ready, self._pool)
            finally:
                self._in_flight -= 1
        if stands:
            self._ready.told(ready)
            await self._transfer.answer(send, ready.start, ready.body)
        return stands

    def _run(self, request: Request) -> Reply:
        """Run a request whose turn has come, unless answers that nobody takes fill the memory."""
        if self._transfer.full:
            return problem_reply(Overloaded("too many answers wait for their readers"))
        return self.handle(request)

    def handle(self, request: Request) -> Reply:
        """Run the operation of a request; every failure becomes a ProblemDetails answer."""
        try:
            return self._dispatch(request)
        except HubProblem as problem:
            return problem_reply(problem)
        except BareStatus as bare:
            return Reply(bare.status, bare.body, list(bare.headers))
        except RecursionError:
            return problem_reply(InvalidRequest("the body is nested too deeply"))
        except Exception:
            log.exception("an operation failed: %s %s", request.method, request.path)
            return problem_reply(InternalError("the operation failed; the log of the hub says why"))

    def _dispatch(self, request: Request) -> Reply:
        below = request.path[len(PREFIX) :] if request.path.startswith(PREFIX + "/") else None
        match = self.router.match(request.method, below) if below else None
        if match is None:
            return Reply(404, orjson.dumps(_not_found(request)), [(b"content-type", b"application/json")])
        if match.handler is None:
            return Reply(405).with_header("allow", ", ".join(match.allowed))
        call = Call(self.hub, request, match.args)
        call.enter()
        if match.manage:
            call.require_manage()
        return match.handler(call)


def problem_reply(problem: HubProblem) -> Reply:
    """Answer with ProblemDetails."""
    reply = json_reply(problem.body(), problem.status)
    if isinstance(problem, Overloaded):
        reply.with_header("retry-after", str(problem.retry_after))
    return reply


def _not_found(request: Request) -> dict[str, Any]:
    return {"type": "about:blank", "title": "Not found", "detail": f"{request.path} is no address here", "status": 404}


def _messages(reply: Reply, headers: dict[str, str]) -> tuple[Message, Message]:
    sent = reply.headers
    tenant = headers.get("ngsild-tenant")
    if tenant:
        sent = [*sent, (b"ngsild-tenant", tenant.encode("latin-1"))]
    if reply.status != 204:  # noqa: PLR2004 - 204 goes without a length (6.3.6)
        sent = [*sent, (b"content-length", str(len(reply.body)).encode())]
    start = {"type": "http.response.start", "status": reply.status, "headers": sent}
    return start, {"type": "http.response.body", "body": reply.body}
