"""Settings from the environment, each read in one place and checked at once."""

import os
from dataclasses import dataclass
from pathlib import Path

LANGUAGES = ("cs", "en")
LAST_PORT = 65_535


class BadSetting(ValueError):
    """A NAVES_ variable holds something that cannot be used."""


@dataclass(frozen=True, slots=True)
class Environment:
    """What the operator may set; the defaults serve `naves run` on one machine."""

    data_dir: Path
    database_url: str
    secret_key: str
    port: int
    language: str
    hosts: tuple[str, ...]
    demonstration: bool
    mail_url: str
    public_address: str
    s3_bucket: str


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
        secret_key=environ.get("NAVES_SECRET_KEY", ""),
        port=int(port),
        language=language,
        hosts=tuple(filter(None, environ.get("NAVES_HOSTS", "").split(","))),
        demonstration=environ.get("NAVES_DEMONSTRATION", "") in {"1", "true", "yes"},
        mail_url=environ.get("NAVES_MAIL_URL", ""),
        public_address=environ.get("NAVES_PUBLIC_ADDRESS", f"http://127.0.0.1:{port}"),
        s3_bucket=environ.get("NAVES_S3_BUCKET", ""),
    )
