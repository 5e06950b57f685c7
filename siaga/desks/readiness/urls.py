"""Addresses of the readiness board and of the situation reports: /papan/."""

from django.urls import path, re_path

from siaga.desks.readiness.views import situation
from siaga.desks.readiness.views.board import board_lights, board_page, board_print

app_name = "readiness"
urlpatterns = [
    path("", board_page, name="board"),
    path("lampu/", board_lights, name="lights"),
    path("cetak.pdf", board_print, name="print"),
    path("laporan/", situation.reports_page, name="reports"),
    path("laporan/tulis/", situation.write, name="write-report"),
    path("laporan/jadwal/", situation.plan, name="plan-reports"),
    path("laporan/<int:number>/", situation.report_page, name="report"),
    re_path(
        r"^laporan/(?P<number>[0-9]+)/laporan\.(?P<form>docx|pdf)$", situation.report_file, name="report-file"
    ),
]
