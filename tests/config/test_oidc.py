"""The sign-in service from the environment."""

import pytest

from naves.config.env import BadSetting, read

SERVICE = {
    "NAVES_OIDC_ISSUER": "https://identita.example/realms/obce/",
    "NAVES_OIDC_CLIENT_ID": "naves",
    "NAVES_OIDC_CLIENT_SECRET": "tajemstvi",
}


def test_without_an_issuer_there_is_no_service() -> None:
    assert read({}).oidc is None


def test_service_is_named_after_its_host_unless_the_operator_names_it() -> None:
    service = read(SERVICE).oidc
    named = read({**SERVICE, "NAVES_OIDC_NAME": "Identita občana"}).oidc
    assert service is not None
    assert named is not None
    assert (service.issuer, service.origin) == ("https://identita.example/realms/obce", "https://identita.example")
    assert (service.name, named.name) == ("identita.example", "Identita občana")


@pytest.mark.parametrize("name", ["NAVES_OIDC_CLIENT_ID", "NAVES_OIDC_CLIENT_SECRET"])
def test_what_the_issuer_needs_is_asked_for(name: str) -> None:
    with pytest.raises(BadSetting, match=name):
        read({key: value for key, value in SERVICE.items() if key != name})


@pytest.mark.parametrize("issuer", ["identita.example", "http://identita.example", "ftp://identita.example"])
def test_issuer_without_encryption_is_refused(issuer: str) -> None:
    with pytest.raises(BadSetting, match="NAVES_OIDC_ISSUER"):
        read({**SERVICE, "NAVES_OIDC_ISSUER": issuer})


def test_service_on_this_machine_may_do_without() -> None:
    assert read({**SERVICE, "NAVES_OIDC_ISSUER": "http://127.0.0.1:9000"}).oidc is not None
