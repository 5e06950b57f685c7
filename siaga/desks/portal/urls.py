"""Addresses of the public side."""

from django.urls import path, re_path

from siaga.desks.portal.views import home, plain, results

app_name = "portal"

REGION = r"(?P<region>[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{2}(?:\.[0-9]{4})?)?)?)"
CONTEST = r"^hasil-publik/(?P<election>[-a-zA-Z0-9_]+)/(?P<contest>[-a-zA-Z0-9_]+)"

urlpatterns = [
    path("", home.home, name="home"),
    path("cari/", home.search, name="search"),
    path("bahasa/", plain.language, name="language"),
    path("pilih-pemilihan/", plain.choose_election, name="choose-election"),
    path("tentang/", plain.about, name="about"),
    path("robots.txt", plain.robots, name="robots"),
    path("hasil-publik/", results.contests, name="contests"),
    re_path(rf"{CONTEST}/$", results.contest_root, name="contest"),
    re_path(rf"{CONTEST}/{REGION}/$", results.region, name="region"),
    re_path(rf"{CONTEST}/{REGION}/peta\.geojson$", results.region_map, name="region-map"),
    re_path(rf"{CONTEST}/tps/(?P<station>[0-9]{{13}})/$", results.station, name="station"),
]
