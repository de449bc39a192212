"""One machine, embedded database: what `naves run` uses when nothing else is said."""

from naves.config.secrets import machine_secret
from naves.config.settings.base import *

SECRET_KEY = ENV.secret_key or machine_secret(NAVES_DATA_DIR)
