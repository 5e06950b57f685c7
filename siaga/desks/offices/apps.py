from django.apps import AppConfig


class OfficesConfig(AppConfig):
    name = "siaga.desks.offices"
    label = "offices"
