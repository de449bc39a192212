"""The WSGI application, as served by granian."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naves.config.settings.dev")
application = get_wsgi_application()
