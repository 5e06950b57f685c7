"""The site as a WSGI application; `siaga serve` puts the gate before it (siaga/project/gate.py)."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siaga.project.settings")
application = get_wsgi_application()

gc.collect()
gc.freeze()  # what the start made stays: no request waits while it is looked through again
