"""Connections to checked addresses only.

The name is resolved once and the connection goes to the very address that was checked, so a name
server that answers differently a moment later (DNS rebinding) gains nothing. The certificate is
still checked against the name.
"""

import socket
from collections.abc import Awaitable, Callable, Iterable
from ipaddress import ip_address
from typing import Any, TypeAlias

import anyio.to_thread
import httpcore

from naves.kernel.fetch.policy import Policy

Resolver: TypeAlias = Callable[[str, int], Awaitable[list[str]]]
_MOST_ADDRESSES = 4


class AddressRefusedError(Exception):
    """One of the addresses of the host is not allowed."""


async def resolve(host: str, port: int) -> list[str]:
    """Return the addresses of ``host`` in the order of the system's preference."""
    found = await anyio.to_thread.run_sync(
        lambda: socket.getaddrinfo(host, port, type=socket.SOCK_STREAM),
        abandon_on_cancel=True,
    )
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class GuardedNetwork(httpcore.AsyncNetworkBackend):
    """Opens connections for the pool; this is where every one of them is checked."""

    def __init__(self, policy: Policy, resolver: Resolver = resolve) -> None:
        self._policy, self._resolver = policy, resolver
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that answers, provided that all of them are allowed."""
        addresses = await self._addresses(host, port)
        failure: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses[:_MOST_ADDRESSES]:
            try:
                return await self._network.connect_tcp(address, port, timeout, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.AsyncNetworkStream:
        """Refuse: a socket file is never on the web."""
        raise AddressRefusedError

    async def sleep(self, seconds: float) -> None:
        """Wait, as the pool asks between attempts."""
        await self._network.sleep(seconds)

    async def _addresses(self, host: str, port: int) -> list[str]:
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(str(error)) from error
        if not all(self._policy.allows(host, port, ip_address(address)) for address in addresses):
            raise AddressRefusedError(host)
        return addresses
