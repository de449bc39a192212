"""Tests: fast hashing, plain static files, the database that NAVES_TEST_DATABASE_URL names."""

import os
import tempfile
from pathlib import Path

from naves.config.settings.base import *

NAVES_DATA_DIR = Path(tempfile.mkdtemp(prefix="naves-test-"))
NAVES_HUB_STORE = f"sqlite:///{NAVES_DATA_DIR / 'hub.sqlite3'}"
SECRET_KEY = "only-for-tests-" + "0" * 40
DATABASES = {"default": database(os.environ.get("NAVES_TEST_DATABASE_URL", "sqlite://:memory:"))}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
NAVES_API_RATES = {"token": None, "anonymous": None}
