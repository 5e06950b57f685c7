"""Every address of the site, desk by desk."""

from django.urls import include, path

from siaga.desks.readiness.views.machines import health_page, metrics_page
from siaga.project.api import api
from siaga.project.api_docs import api_docs

urlpatterns = [
    path("", include("siaga.desks.portal.urls")),
    path("akun/", include("siaga.desks.offices.account_urls")),
    path("akun/", include("allauth.urls")),
    path("api/docs", api_docs, name="api-docs"),
    path("api/", api.urls),
    path("kesehatan/", health_page, name="health"),
    path("metrik/", metrics_page, name="metrics"),
    path("papan/", include("siaga.desks.readiness.urls")),
    path("hasil/", include("siaga.desks.results.urls")),
    path("kuitansi/", include("siaga.desks.results.urls_receipts")),
    path("personel/", include("siaga.desks.staff.urls")),
    path("hibah/", include("siaga.desks.grants.urls")),
    path("tahapan/", include("siaga.desks.elections.urls")),
    path("dokumen/", include("siaga.desks.meetings.urls_documents")),
    path("kesiapan/", include("siaga.desks.readiness.urls_duties")),
    path("klaim/", include("siaga.desks.meetings.urls_claims")),
    path("lembaga/", include("siaga.desks.offices.urls")),
    path("rapat/", include("siaga.desks.meetings.urls")),
    path("tindak-lanjut/", include("siaga.desks.meetings.urls_actions")),
    path("wilayah/", include("siaga.desks.places.urls")),
    path("jejak/", include("siaga.desks.trail.urls")),
]

handler400 = "siaga.desks.portal.errors.bad_request"
handler403 = "siaga.desks.portal.errors.forbidden"
handler404 = "siaga.desks.portal.errors.not_found"
handler500 = "siaga.desks.portal.errors.server_error"
