from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "siaga.desks.readiness"
    label = "readiness"
