from ipaddress import ip_address, ip_network

import pytest
from hypothesis import given
from hypothesis import strategies as st

from naves.kernel.fetch.policy import Policy, is_public

PRIVATE = [
    *("127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0"),  # noqa: S104
    *("224.0.0.1", "240.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1"),
    *("::", "::1", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "fec0::1", "2001:db8::1", "::127.0.0.1"),
    *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2002:a00:1::1"),
    "2001:0:4136:e378:8000:63bf:f5ff:fffe",
]
PUBLIC = ["8.8.8.8", "193.85.3.250", "2001:4860:4860::8888", "::ffff:8.8.8.8", "64:ff9b::808:808", "2002:808:808::1"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private_addresses_in_any_dress_are_not_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_as_public_as_itself(address: object) -> None:
    assert is_public(ip_address(f"::ffff:{address}")) == is_public(ip_address(str(address)))


def test_the_operator_may_allow_hosts_networks_or_all() -> None:
    inside = ip_address("10.0.0.7")
    assert not Policy().allows("broker", 1026, inside)
    assert Policy(allow_private=True).allows("broker", 1026, inside)
    assert Policy(allowed_hosts=frozenset({"broker"})).allows("Broker", 1026, inside)
    assert Policy(allowed_hosts=frozenset({"broker:1026"})).allows("broker", 1026, inside)
    assert not Policy(allowed_hosts=frozenset({"broker:1026"})).allows("broker", 22, inside)
    assert Policy(allowed_networks=(ip_network("10.0.0.0/24"),)).allows("any", 80, inside)
    assert not Policy(allowed_networks=(ip_network("10.0.1.0/24"),)).allows("any", 80, inside)
