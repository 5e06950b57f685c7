from django.apps import AppConfig


class ElectionsConfig(AppConfig):
    name = "siaga.desks.elections"
    label = "elections"
