"""Addresses of the election."""

from django.urls import path

from siaga.desks.elections.views import completion, registers, timetable, upload

app_name = "elections"

urlpatterns = [
    path("", timetable.stages_page, name="stages"),
    path("tahapan.ics", timetable.calendar, name="calendar"),
    path("tahap/<slug:code>/", completion.stage_page, name="stage"),
    path("tahap/<slug:code>/selesai/", completion.completion_page, name="stage-complete"),
    path("tahap/<slug:code>/periksa/<int:number>/", completion.judge_completion, name="stage-judge"),
    path("pemilihan/", registers.contests_page, name="contests"),
    path("dasar-hukum/", registers.bases_page, name="bases"),
    path("aturan/", registers.rules_page, name="rules"),
    path("paket/", upload.upload_page, name="pack"),
    path("paket/templat/", upload.template, name="pack-template"),
    path("paket/<slug:digest>/", upload.look_page, name="pack-look"),
    path("sumber/", registers.sources_page, name="sources"),
]
