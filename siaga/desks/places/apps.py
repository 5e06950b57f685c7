from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "siaga.desks.places"
    label = "places"
