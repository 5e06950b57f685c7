"""Addresses of the map."""

from django.urls import path, re_path

from siaga.desks.places.views import corrections, regions, stations

app_name = "places"

REGION = r"^(?P<code>[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?)"
STATION = r"^tps/(?P<code>[0-9]{13})"

urlpatterns = [
    path("", regions.regions, name="regions"),
    path("tps/", stations.stations, name="stations"),
    re_path(rf"{STATION}/$", stations.station, name="station"),
    re_path(rf"{STATION}/koreksi/$", corrections.propose, name="correct"),
    path("koreksi/<int:pk>/terapkan/", corrections.confirm, name="confirm-correction"),
    path("koreksi/<int:pk>/tolak/", corrections.refuse, name="refuse-correction"),
    re_path(rf"{REGION}/$", regions.region, name="region"),
    re_path(rf"{REGION}/batas\.geojson$", regions.outlines, name="outlines"),
    re_path(rf"{REGION}/tps\.geojson$", regions.points, name="points"),
]
