from django.apps import AppConfig


class ResultsConfig(AppConfig):
    name = "siaga.desks.results"
    label = "results"
