"""Settings from the environment, each read in one place and checked at once."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

LANGUAGES = ("cs", "en")
LAST_PORT = 65_535
LOOPBACK = ("127.0.0.1", "::1", "localhost")
MAIL_PORTS = {"smtp": 587, "smtps": 465}


class BadSetting(ValueError):
    """A NAVES_ variable holds something that cannot be used."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters go: ``smtp://`` (STARTTLS on port 587) or ``smtps://``."""

    host: str
    port: int
    user: str
    password: str
    use_ssl: bool
    use_tls: bool


@dataclass(frozen=True, slots=True)
class SignInService:
    """Where people sign in over OpenID Connect; ``name`` stands on the button."""

    issuer: str
    client_id: str
    client_secret: str
    name: str

    @property
    def origin(self) -> str:
        """Return scheme and host: the sign-in form leads there."""
        parts = urlsplit(self.issuer)
        return f"{parts.scheme}://{parts.netloc}"


@dataclass(frozen=True, slots=True)
class ObjectStore:
    """A bucket of an S3-compatible service; ``endpoint`` is empty for the service of Amazon itself."""

    bucket: str
    endpoint: str
    region: str
    key: str
    secret: str
    prefix: str


@dataclass(frozen=True, slots=True)
class Environment:
    """What the operator may set; the defaults serve `naves run` on one machine."""

    data_dir: Path
    database_url: str
    hub_store: str
    secret_key: str
    port: int
    language: str
    hosts: tuple[str, ...]
    demonstration: bool
    mail: MailServer | None
    public_address: str
    mail_from: str
    oidc: SignInService | None
    files: ObjectStore | None
    harvest_hosts: tuple[str, ...]


def mail_server(url: str) -> MailServer | None:
    """Return the server behind NAVES_MAIL_URL; None where none is named."""
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme not in MAIL_PORTS or not parts.hostname:
        raise BadSetting("NAVES_MAIL_URL must read smtp://USER:PASSWORD@HOST:PORT or smtps://…")
    port = parts.port or MAIL_PORTS[parts.scheme]
    return MailServer(
        host=parts.hostname,
        port=port,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        use_ssl=parts.scheme == "smtps",
        use_tls=parts.scheme == "smtp" and port == MAIL_PORTS["smtp"],
    )


def sign_in_service(environ: Mapping[str, str]) -> SignInService | None:
    """Return the service that NAVES_OIDC_ISSUER names; None where none is named."""
    issuer = environ.get("NAVES_OIDC_ISSUER", "").rstrip("/")
    if not issuer:
        return None
    parts = urlsplit(issuer)
    if parts.hostname is None or not (parts.scheme == "https" or parts.hostname in LOOPBACK):
        raise BadSetting(f"NAVES_OIDC_ISSUER is {issuer!r}; give the address of the issuer, beginning with https://.")
    missing = [name for name in ("NAVES_OIDC_CLIENT_ID", "NAVES_OIDC_CLIENT_SECRET") if not environ.get(name)]
    if missing:
        raise BadSetting(f"{missing[0]} is missing; NAVES_OIDC_ISSUER needs it.")
    return SignInService(
        issuer=issuer,
        client_id=environ["NAVES_OIDC_CLIENT_ID"],
        client_secret=environ["NAVES_OIDC_CLIENT_SECRET"],
        name=environ.get("NAVES_OIDC_NAME", parts.hostname),
    )


def object_store(environ: Mapping[str, str]) -> ObjectStore | None:
    """Return the bucket that NAVES_FILES_BUCKET names; None where files lie in a local folder."""
    bucket = environ.get("NAVES_FILES_BUCKET", "")
    if not bucket:
        return None
    missing = [name for name in ("NAVES_FILES_KEY", "NAVES_FILES_SECRET") if not environ.get(name)]
    if missing:
        raise BadSetting(f"{missing[0]} is missing; NAVES_FILES_BUCKET needs it.")
    endpoint = environ.get("NAVES_FILES_ENDPOINT", "")
    parts = urlsplit(endpoint)
    if endpoint and (parts.hostname is None or not (parts.scheme == "https" or parts.hostname in LOOPBACK)):
        raise BadSetting(f"NAVES_FILES_ENDPOINT is {endpoint!r}; give an address that begins with https://.")
    return ObjectStore(
        bucket=bucket,
        endpoint=endpoint,
        region=environ.get("NAVES_FILES_REGION", "eu-central-1"),
        key=environ["NAVES_FILES_KEY"],
        secret=environ["NAVES_FILES_SECRET"],
        prefix=environ.get("NAVES_FILES_PREFIX", "").strip("/"),
    )


def hub_store(environ: Mapping[str, str], data_dir: Path) -> str:
    """Return where the hub keeps live data."""
    address = environ.get("NAVES_HUB_STORE") or f"sqlite:///{data_dir / 'hub' / 'hub.sqlite3'}"
    if not address.startswith(("sqlite:///", "postgresql://", "postgres://")):
        raise BadSetting("NAVES_HUB_STORE must read sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    return address


def read(environ: os._Environ[str] | dict[str, str] = os.environ) -> Environment:
    """Return the environment's settings, or raise :class:`BadSetting` naming the variable."""
    data_dir = Path(environ.get("NAVES_DATA_DIR", "var")).resolve()
    port = environ.get("NAVES_PORT", "8000")
    if not port.isdigit() or not 0 < int(port) <= LAST_PORT:
        raise BadSetting(f"NAVES_PORT is {port!r}; give a whole number from 1 to 65535.")
    language = environ.get("NAVES_LANGUAGE", "cs")
    if language not in LANGUAGES:
        raise BadSetting(f"NAVES_LANGUAGE is {language!r}; give one of {', '.join(LANGUAGES)}.")
    return Environment(
        data_dir=data_dir,
        database_url=environ.get("NAVES_DATABASE_URL", f"sqlite:///{data_dir / 'naves.sqlite3'}"),
        hub_store=hub_store(environ, data_dir),
        secret_key=environ.get("NAVES_SECRET_KEY", ""),
        port=int(port),
        language=language,
        hosts=_listed(environ.get("NAVES_HOSTS", "")),
        demonstration=environ.get("NAVES_DEMONSTRATION", "") in {"1", "true", "yes"},
        mail=mail_server(environ.get("NAVES_MAIL_URL", "")),
        mail_from=environ.get("NAVES_MAIL_FROM", "Náves <naves@localhost>"),
        public_address=environ.get("NAVES_PUBLIC_ADDRESS", f"http://127.0.0.1:{port}"),
        oidc=sign_in_service(environ),
        files=object_store(environ),
        harvest_hosts=_listed(environ.get("NAVES_HARVEST_ALLOWED_HOSTS", "")),
    )


def _listed(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, text.split(","))))
