"""Addresses of the grants desk. A grant's address names its election and its code and never changes."""

from django.urls import path

from siaga.desks.grants.views import agreement, lists, money, page

app_name = "grants"

GRANT = "<slug:election>/<slug:code>/"

urlpatterns = [
    path("", lists.grants, name="grants"),
    path("jatuh-tempo/", lists.due, name="due"),
    path("baru/", agreement.add, name="add"),
    path("pengusulan/", agreement.proposal, name="propose"),
    path(GRANT, page.grant, name="grant"),
    path(f"{GRANT}perbaiki/", agreement.correct, name="correct"),
    path(f"{GRANT}tarik/", agreement.withdraw, name="withdraw"),
    path(f"{GRANT}bayar/", money.pay, name="pay"),
    path(f"{GRANT}kembalikan/", money.give_back, name="return"),
    path(f"{GRANT}realisasi/", money.use, name="use"),
    path(f"{GRANT}laporan/<slug:kind>/", money.file_page, name="file"),
    path(f"{GRANT}pembayaran/<int:pk>/jawab/", money.answer, name="answer"),
    path(f"{GRANT}pembayaran/<int:pk>/batalkan/", money.reverse, name="take-back"),
    path(f"{GRANT}berkas/<slug:keeper>/<int:pk>/", page.file, name="download"),
]
