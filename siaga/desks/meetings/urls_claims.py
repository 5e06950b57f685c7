"""Addresses of the claims ledger: /klaim/."""

from django.urls import path

from siaga.desks.meetings.views import claims, claims_work

app_name = "claims"
urlpatterns = [
    path("", claims.ledger, name="ledger"),
    path("pokok/<str:code>/<str:region>/<path:unit>/", claims.subject, name="subject"),
    path("angka/<str:record>/", claims.figure, name="figure"),
    path("keraguan/", claims.doubts, name="doubts"),
    path("keraguan/<str:name>/", claims.doubt, name="doubt"),
    path("keraguan/<str:name>/putuskan/", claims_work.decide, name="settle"),
    path("terperiksa/", claims.held, name="held"),
    path("pernyataan/<int:statement>/", claims_work.enter, name="enter"),
    path("<int:claim>/tarik/", claims_work.withdraw, name="withdraw"),
]
