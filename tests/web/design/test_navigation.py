"""The navigation leads to what the page families serve, under the names that README.md lists."""

import pytest
from django.urls import get_resolver, reverse

from naves.web.design import navigation

NAMES = [name for group in (navigation.MAIN, navigation.ACCOUNT, navigation.FOOTER) for name, _label in group]


def installed(namespace: str) -> bool:
    prefixed = get_resolver().url_patterns
    return any(namespace in resolver.namespace_dict for resolver in prefixed if hasattr(resolver, "namespace_dict"))


@pytest.mark.parametrize("name", NAMES)
def test_family_that_is_installed_is_reached_under_its_agreed_name(name: str) -> None:
    if installed(name.partition(":")[0]):
        assert reverse(name)
        assert navigation.address_of(name) == reverse(name)
    else:
        assert navigation.address_of(name) == ""


def test_page_that_is_not_installed_drops_out() -> None:
    links = navigation.links((("nowhere:list", "Nowhere"), ("design:style", "Style")))
    assert [link.label for link in links] == ["Style"]
