"""Production: refuses to start with anything that belongs to a demonstration."""

from naves.config.checks import refuse_demonstration_settings
from naves.config.settings.base import *

refuse_demonstration_settings(ENV)

STATIC_ROOT = ENV.data_dir / "static"
WHITENOISE_USE_FINDERS = False
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}

SECURE_SSL_REDIRECT = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
