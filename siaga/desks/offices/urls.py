"""Addresses of institutions, accounts and invitations."""

from django.urls import path

from siaga.desks.offices.views import accounts, bulk, institutions, invitations

app_name = "offices"
urlpatterns = [
    path("", institutions.institutions, name="institutions"),
    path("saya/", accounts.me, name="me"),
    path("akun/", accounts.accounts, name="accounts"),
    path("akun/<int:pk>/akhiri/", accounts.end, name="end"),
    path("undangan/", invitations.listed, name="invitations"),
    path("undangan/baru/", invitations.invite, name="invite"),
    path("undangan/daftar/", bulk.bulk_invite, name="bulk"),
    path("undangan/daftar/templat/", bulk.bulk_template, name="bulk-template"),
    path("undangan/daftar/<slug:batch>/perbarui/", bulk.batch_renew, name="batch-renew"),
    path("undangan/daftar/<slug:batch>/setujui/", bulk.batch_approve, name="batch-approve"),
    path("undangan/<int:pk>/perbarui/", invitations.renew, name="renew"),
    path("undangan/<int:pk>/tarik/", invitations.withdraw, name="withdraw"),
    path("undangan/<int:pk>/setujui/", invitations.approve, name="approve"),
    path("<slug:code>/", institutions.institution, name="institution"),
]
