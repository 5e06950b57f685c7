from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "siaga.desks.portal"
    label = "portal"
