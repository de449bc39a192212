"""The ASGI application, for servers that speak nothing else; production serves WSGI (docs/decisions/0003)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naves.config.settings.dev")
application = get_asgi_application()
