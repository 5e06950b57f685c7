"""The way from a verb to the site: Django is set up only when a verb needs it."""

from __future__ import annotations

import os


def set_up() -> None:
    """Set up Django with the site's settings, or with those the environment names."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "siaga.project.settings")
    import django

    django.setup()
