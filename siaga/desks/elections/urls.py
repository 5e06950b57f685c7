"""Addresses of the election."""

from django.urls import path

from siaga.desks.elections.views import registers, timetable

app_name = "elections"

urlpatterns = [
    path("", timetable.stages_page, name="stages"),
    path("tahapan.ics", timetable.calendar, name="calendar"),
    path("pemilihan/", registers.contests_page, name="contests"),
    path("dasar-hukum/", registers.bases_page, name="bases"),
    path("aturan/", registers.rules_page, name="rules"),
    path("sumber/", registers.sources_page, name="sources"),
]
