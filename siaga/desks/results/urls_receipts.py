"""Addresses of receipts: short enough to be typed from a printed slip."""

from django.urls import path

from siaga.desks.results.views import receipts

app_name = "receipts"
urlpatterns = [
    path("", receipts.receipts, name="ask"),
    path("<str:code>/", receipts.receipt, name="receipt"),
]
