"""Addresses of the staff desk."""

from django.urls import path

from siaga.desks.staff.views import attendance, imports, many, overview, replacements, seats, services

app_name = "staff"
urlpatterns = [
    path("", overview.overview_page, name="overview"),
    path("publik/", overview.public_page, name="public"),
    path("wilayah/<str:code>/", overview.place, name="place"),
    path("tps/<str:code>/", overview.station, name="station"),
    path("kursi/", seats.seat_list, name="seats"),
    path("kursi/<int:pk>/isi/", seats.fill, name="recruit"),
    path("kekurangan/", seats.shortage_list, name="shortages"),
    path("petugas/<int:pk>/", services.service_page, name="service"),
    path("petugas/<int:pk>/langkah/", services.take_step, name="step"),
    path("petugas/<int:pk>/akhiri/", services.end, name="end"),
    path("petugas/<int:pk>/data/", services.correct, name="correct"),
    path("petugas/<int:pk>/buka/", services.open_data, name="reveal"),
    path("petugas/<int:pk>/ganti/", replacements.replace, name="replace"),
    path("pergantian/", replacements.replacement_list, name="replacements"),
    path("pergantian/<int:pk>/putuskan/", replacements.decide, name="decide"),
    path("langkah/", many.advance_page, name="advance"),
    path("impor/", imports.import_page, name="import"),
    path("impor/templat/", imports.template, name="template"),
    path("undangan-ketua/", imports.chiefs, name="chiefs"),
    path("hadir/", attendance.board, name="attendance"),
    path("hadir/<str:station>/", attendance.crew_page, name="crew"),
    path("hadir/<str:station>/semua/", attendance.all_here, name="all-here"),
]
