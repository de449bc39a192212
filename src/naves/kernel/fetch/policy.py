"""What the guarded client may do: where it may go, how much it may read, how long it may take."""

import ssl
from dataclasses import dataclass, field
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import TypeAlias

import httpx

Address: TypeAlias = IPv4Address | IPv6Address
Network: TypeAlias = IPv4Network | IPv6Network

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_NAT64 = IPv6Network("64:ff9b::/96")
_LAST_32_BITS = 0xFFFF_FFFF


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits of one client; sizes in bytes, times in seconds.

    Private addresses (loopback, local networks, link-local, reserved) are refused unless
    ``allow_private`` is set, the host stands in ``allowed_hosts`` (as "host" or "host:port"), or
    the address lies in one of ``allowed_networks``.
    """

    allow_private: bool = False
    allowed_hosts: frozenset[str] = frozenset()
    allowed_networks: tuple[Network, ...] = ()
    max_bytes: int = 20_000_000
    max_redirects: int = 5
    connect_seconds: float = 5
    read_seconds: float = 10
    total_seconds: float = 30
    user_agent: str = "naves"
    ssl_context: ssl.SSLContext | None = field(default=None, compare=False)

    def allows(self, host: str, port: int, address: Address) -> bool:
        """Tell whether a connection to ``address``, which is what ``host`` stands for, may be made."""
        if self.allow_private or is_public(address):
            return True
        if not self.allowed_hosts.isdisjoint({host.lower(), f"{host.lower()}:{port}"}):
            return True
        return any(address in network for network in self.allowed_networks)


DEFAULT_POLICY = Policy()


@cache
def default_ssl_context() -> ssl.SSLContext:
    """Return the context that checks certificates; made once, since it takes tens of milliseconds."""
    return httpx.create_ssl_context()


def is_public(address: Address) -> bool:
    """Tell whether ``address`` is reachable from the whole internet, also through what it embeds."""
    if isinstance(address, IPv6Address):
        if inner := _embedded(address):
            return is_public(inner)
        return address in _GLOBAL_UNICAST and address.is_global
    return address.is_global and not (address.is_multicast or address.is_reserved)


def _embedded(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address that a gateway would send packets for ``address`` to."""
    if address in _NAT64:
        return IPv4Address(int(address) & _LAST_32_BITS)
    return address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
