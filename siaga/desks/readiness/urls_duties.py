"""Addresses of what the agencies have to have ready: /kesiapan/."""

from django.urls import path

from siaga.desks.readiness.views import duties, keeping, reporting

app_name = "duties"
urlpatterns = [
    path("", duties.matrix_page, name="matrix"),
    path("daftar/", duties.duties_page, name="list"),
    path("lembaga/<slug:code>/", duties.institution_page, name="institution"),
    path("lembaga/<slug:code>/daftar-periksa/", keeping.checklist_page, name="checklist"),
    path("lembaga/<slug:code>/tambah/", keeping.add_page, name="add"),
    path("tugas/<int:pk>/", duties.duty, name="duty"),
    path("tugas/<int:pk>/lapor/", reporting.report_page, name="report"),
    path("tugas/<int:pk>/periksa/<int:number>/", reporting.judge_report, name="judge"),
    path("tugas/<int:pk>/tutup/", keeping.close, name="close"),
    path("tugas/<int:pk>/laporan/<int:number>/berkas/", reporting.evidence, name="file"),
]
