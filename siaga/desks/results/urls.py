"""Addresses of the results desk. A row's address never changes; it names election, contest and station."""

from django.urls import path

from siaga.desks.results.views import (
    adjudication,
    capture,
    confirmation,
    desk,
    entry,
    events,
    night,
    photos,
    plenaries,
    publications,
    rows,
    sheets,
    sources,
)

app_name = "results"

ROW = "<slug:election>/<slug:contest>/<str:station>/"
PUBLICATION = "terbitan/<slug:election>/<int:number>"
SHEET = "lembar/<slug:election>/<slug:contest>/<str:region>"
EVENTS_SHEET = "lembar/kejadian/<slug:election>/<slug:contest>/<str:region>"

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("tertahan/", desk.held, name="held"),
    path("malam/", night.night_page, name="night"),
    path("malam/terbaru/", night.night_news, name="night-news"),
    path("foto/", capture.capture, name="capture"),
    path("foto/pekerja.js", capture.capture_worker, name="capture-worker"),
    path("foto/manifes.webmanifest", capture.capture_manifest, name="capture-manifest"),
    path("sumber/", sources.sources, name="sources"),
    path("pleno/", plenaries.plenaries, name="plenaries"),
    path("pleno/buka/", plenaries.open_one, name="plenary-open"),
    path("pleno/<int:number>/", plenaries.plenary, name="plenary"),
    path("pleno/<int:number>/kejadian/", plenaries.event, name="plenary-event"),
    path("pleno/<int:number>/berita-acara/", plenaries.close, name="plenary-close"),
    path("lembar/", sheets.sheets, name="sheets"),
    path(f"{EVENTS_SHEET}.pdf", sheets.events_pdf, name="events-pdf"),
    path(f"{EVENTS_SHEET}.xlsx", sheets.events_excel, name="events-excel"),
    path(f"{SHEET}.pdf", sheets.sheet_pdf, name="sheet-pdf"),
    path(f"{SHEET}.xlsx", sheets.sheet_excel, name="sheet-excel"),
    path("terbitan/", publications.publications, name="publications"),
    path("terbitan/siapkan/", publications.prepare_publication, name="publication-prepare"),
    path(f"{PUBLICATION}/", publications.publication, name="publication"),
    path(f"{PUBLICATION}/putuskan/", publications.decide_publication, name="publication-decide"),
    path(f"{PUBLICATION}/hasil.zip", publications.publication_file, name="publication-file"),
    path(ROW, rows.row, name="row"),
    path(f"{ROW}isi/", entry.entry, name="entry"),
    path(f"{ROW}foto/<int:pk>/", photos.photo, name="photo"),
    path(f"{ROW}periksa/", confirmation.confirmation, name="confirm"),
    path(f"{ROW}awasi/", entry.supervision, name="supervise"),
    path(f"{ROW}putuskan/", rows.decide, name="decide"),
    path(f"{ROW}putuskan/sumber/", adjudication.adjudication, name="adjudicate"),
    path(f"{ROW}kejadian/", events.events, name="events"),
    path(f"{ROW}kejadian/keberatan/", events.objection, name="objection"),
    path(f"{ROW}kejadian/keberatan/<int:number>/cabut/", events.withdrawal, name="withdrawal"),
    path(f"{ROW}kejadian/khusus/", events.special_event, name="special-event"),
    path(f"{ROW}kejadian/hitung-ulang/", events.recount, name="recount"),
    path(f"{ROW}kejadian/tindak-lanjut/", events.followup, name="followup"),
    path(f"{ROW}betulkan/", entry.correction, name="correct"),
]
