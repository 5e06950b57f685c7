"""Addresses of the results desk. A row's address never changes; it names election, contest and station."""

from django.urls import path

from siaga.desks.results.views import capture, confirmation, desk, entry, photos, rows, sheets

app_name = "results"

ROW = "<slug:election>/<slug:contest>/<str:station>/"
SHEET = "lembar/<slug:election>/<slug:contest>/<str:region>"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("tertahan/", desk.held, name="held"),
    path("foto/", capture.capture, name="capture"),
    path("foto/pekerja.js", capture.capture_worker, name="capture-worker"),
    path("foto/manifes.webmanifest", capture.capture_manifest, name="capture-manifest"),
    path("lembar/", sheets.sheets, name="sheets"),
    path(f"{SHEET}.pdf", sheets.sheet_pdf, name="sheet-pdf"),
    path(f"{SHEET}.xlsx", sheets.sheet_excel, name="sheet-excel"),
    path(ROW, rows.row, name="row"),
    path(f"{ROW}isi/", entry.entry, name="entry"),
    path(f"{ROW}foto/<int:pk>/", photos.photo, name="photo"),
    path(f"{ROW}periksa/", confirmation.confirmation, name="confirm"),
    path(f"{ROW}putuskan/", rows.decide, name="decide"),
    path(f"{ROW}betulkan/", entry.correction, name="correct"),
]
