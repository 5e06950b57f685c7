"""Addresses of the documents: /dokumen/."""

from django.urls import path, re_path

from siaga.desks.meetings.views import documents, documents_settings, documents_work

app_name = "documents"

urlpatterns = [
    path("", documents.documents, name="list"),
    path("baru/", documents_work.new, name="new"),
    path("penomoran/", documents_settings.numbering, name="numbering"),
    path("kop/", documents_settings.letterhead, name="letterhead"),
    path("templat/", documents_settings.templates, name="templates"),
    path("templat/<int:pk>/", documents_settings.own, name="template"),
    path("templat/<int:pk>/kembali/", documents_settings.retire, name="retire"),
    path("templat/bawaan/<slug:name>.<slug:format>", documents_settings.shipped, name="shipped"),
    path("<int:pk>/", documents.document, name="document"),
    path("<int:pk>/terbitkan/", documents_work.issue, name="issue"),
    path("<int:pk>/batalkan/", documents_work.void, name="void"),
    re_path(r"^(?P<pk>[0-9]{1,18})/berkas\.(?P<format>docx|pdf)$", documents.download, name="download"),
]
