"""Settings that hold everywhere; dev, test and prod say only what differs."""

from pathlib import Path
from typing import Any

import dj_database_url

from naves.config import env
from naves.config.object_storage import object_storage

ENV = env.read()
PACKAGE = Path(__file__).resolve().parents[2]

SECRET_KEY = ENV.secret_key
DEBUG = False
ALLOWED_HOSTS: list[str] = ["127.0.0.1", "localhost", "[::1]", *ENV.hosts]
ROOT_URLCONF = "naves.config.urls"
WSGI_APPLICATION = "naves.config.wsgi.application"

NAVES_DATA_DIR = ENV.data_dir
NAVES_DEMONSTRATION = ENV.demonstration
NAVES_PUBLIC_ADDRESS = ENV.public_address
NAVES_HUB_STORE = ENV.hub_store
NAVES_HARVEST_ALLOWED_HOSTS = ENV.harvest_hosts

# Domains from the highest to the lowest: each sees only those below it.
DOMAINS = [
    "monitor",
    "wellbeing",
    "exchange",
    "strategies",
    "needs",
    "catalogue",
    "organisations",
    "places",
    "accounts",
]
# Page families, each with its own templates, addresses and translations.
PAGES = [
    "design",
    "monitor",
    "needs",
    "strategies",
    "matching",
    "exchange",
    "check",
    "places",
    "organisations",
    "catalogue",
    "catalogue_data",
    "harvest",
    "files",
    "hub",
    "imports",
    "open_data",
    "search",
    "account",
]

INSTALLED_APPS = [
    "naves.config.apps.NavesConfig",
    "naves.api",
    *(f"naves.web.{family}" for family in PAGES),
    *(f"naves.domains.{domain}" for domain in DOMAINS),
    "naves.adapters.search_index",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "axes",
    "csp",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "naves.config.middleware.RequestIdMiddleware",
    "naves.config.metrics.MetricsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "naves.config.middleware.ActorMiddleware",
    "naves.config.middleware.ErrorPagesMiddleware",
    "naves.api.middleware.ApiMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "naves.web.design.context.frame",
            ],
        },
    }
]

# SQLite: readers never wait for the writer (WAL); an acknowledged write survives a power cut
# (synchronous=FULL); a write transaction takes its lock at once, so that it cannot fail half-way.
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        "PRAGMA mmap_size=268435456; PRAGMA cache_size=-65536; PRAGMA temp_store=MEMORY;"
    ),
}


def database(url: str) -> dict[str, Any]:
    """Return Django's description of the database behind ``url``."""
    config: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=600, conn_health_checks=True))
    if config["ENGINE"] == "django.db.backends.sqlite3":
        config["OPTIONS"] = dict(SQLITE_OPTIONS)
    return config


DATABASES = {"default": database(ENV.database_url)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

LANGUAGE_CODE = ENV.language
LANGUAGES = [("cs", "Čeština"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / room / "locale" for room in ("kernel", "config", "cli", "api")]
# Adapters are no Django apps; each brings its catalogue all the same.
LOCALE_PATHS += sorted((PACKAGE / "adapters").glob("*/locale"))
LANGUAGE_COOKIE_SAMESITE = "Lax"
TIME_ZONE = "Europe/Prague"
USE_TZ = True

STATIC_URL = "/static/"
# Embedded: static files are served where they lie. Production collects, hashes and compresses them (prod.py).
STATIC_ROOT: Path | None = None
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
WHITENOISE_MAX_AGE = 3600
MEDIA_ROOT = ENV.data_dir / "files"
STORAGES = {
    "default": object_storage(ENV.files) if ENV.files else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

DEFAULT_FROM_EMAIL = ENV.mail_from
if ENV.mail:
    EMAIL_HOST, EMAIL_PORT = ENV.mail.host, ENV.mail.port
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = ENV.mail.user, ENV.mail.password
    EMAIL_USE_SSL, EMAIL_USE_TLS = ENV.mail.use_ssl, ENV.mail.use_tls
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = ENV.data_dir / "mail"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "naves.config.logging.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {"naves": {"level": "INFO"}, "axes": {"level": "WARNING"}},
}

X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        # Signing in elsewhere begins with a form of ours that leads to that service.
        "form-action": ["'self'", *([ENV.oidc.origin] if ENV.oidc else [])],
        "frame-ancestors": ["'none'"],
    }
}
# Requests a minute, each process counting for itself; None = no limit.
NAVES_API_RATES: dict[str, str | None] = {"token": "600/m", "anonymous": "300/m"}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
# An outline of a strategy is corrected line by line in one form: up to 1,200 lines of up to 6 fields.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 8000

# Sign-in: by e-mail address, which a letter proves before the account can be used. Wrong passwords are
# counted by axes alone, per address and machine, in the database, so that a restart forgets nothing.
SITE_NAME = "Náves"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "naves.web.account.adapters.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "naves.web.account.adapters.ServiceAdapter"
ACCOUNT_SIGNUP_FORM_CLASS = "naves.web.account.forms.NameForm"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_RATE_LIMITS = {"login_failed": False}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_UNIQUE_EMAIL = True
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_TOTP_ISSUER = "Náves"
# Security keys ask for https; a site without it lives on one's own machine.
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = ENV.public_address.startswith("http://")
# Signing in elsewhere over OpenID Connect. The operator chose the service, so an address that it has proved
# leads to the account that already has it.
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "naves",
                "name": ENV.oidc.name,
                "client_id": ENV.oidc.client_id,
                "secret": ENV.oidc.client_secret,
                "settings": {"server_url": ENV.oidc.issuer},
            }
        ]
        if ENV.oidc
        else [],
    }
}
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_USERNAME_CALLABLE = "naves.web.account.locking.username"
AXES_LOCKOUT_CALLABLE = "naves.web.account.locking.locked_out"
