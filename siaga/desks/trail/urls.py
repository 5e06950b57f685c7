"""Addresses of the trail."""

from django.urls import path

from siaga.desks.trail.views import checkpoints, entries

app_name = "trail"
urlpatterns = [
    path("", entries.log, name="log"),
    path("<int:index>/", entries.entry, name="entry"),
    path("<int:index>/bukti.json", entries.entry_proof, name="entry-proof"),
    path("titik-periksa/", checkpoints.checkpoint, name="checkpoint"),
    path("titik-periksa/<int:size>.note", checkpoints.note, name="note"),
    path("titik-periksa/terbaru.note", checkpoints.newest_note, name="newest-note"),
    path("titik-periksa/kunci.txt", checkpoints.public_key, name="key"),
    path("titik-periksa/konsistensi.json", checkpoints.consistency, name="consistency"),
    path("titik-periksa/bukti/<int:index>.json", checkpoints.leaf_proof, name="leaf-proof"),
]
