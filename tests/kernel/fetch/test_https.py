import asyncio
import ssl
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from naves.kernel.fetch import Fetched, Fetcher, FetchFailed, Policy

from .servers import well_behaved


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a self-signed certificate for town.example."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "town.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("town.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "town.pem"
    pem = serialization.Encoding.PEM
    secret = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path.write_bytes(secret + signed.public_bytes(pem))
    return path


def fetched(url: str, policy: Policy) -> Fetched:
    async def loopback(_host: str, _port: int) -> list[str]:
        return ["127.0.0.1"]

    async def run() -> Fetched:
        async with Fetcher(policy, resolver=loopback) as fetcher:
            return await fetcher.fetch(url)

    return asyncio.run(run())


def test_the_certificate_is_checked_against_the_name_not_the_pinned_address(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate)
    trusting = ssl.create_default_context(cafile=certificate)
    with well_behaved(server) as (port, _):
        policy = Policy(allow_private=True, ssl_context=trusting)
        assert fetched(f"https://town.example:{port}/text", policy).status == 200
        with pytest.raises(FetchFailed):
            fetched(f"https://other.example:{port}/text", policy)
        with pytest.raises(FetchFailed):
            fetched(f"https://town.example:{port}/text", Policy(allow_private=True))
