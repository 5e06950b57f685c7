from django.apps import AppConfig


class WebConfig(AppConfig):
    """Base templates, vendored assets, template tags; no models."""

    name = "siaga.web"
