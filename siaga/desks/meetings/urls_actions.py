"""Addresses of the actions that meetings left: /tindak-lanjut/."""

from django.urls import path

from siaga.desks.meetings.views import actions, actions_calls, actions_work

app_name = "actions"
urlpatterns = [
    path("", actions.actions, name="list"),
    path("milik-saya/", actions.my_actions, name="mine"),
    path("ringkasan/", actions.overview, name="overview"),
    path("saluran/", actions_calls.channels, name="channels"),
    path("saluran/<int:pk>/coba/", actions_calls.try_out, name="channel-try"),
    path("saluran/<int:pk>/tutup/", actions_calls.close, name="channel-close"),
    path("kalender/", actions_calls.calendar_key, name="calendar-key"),
    path("kalender/<str:key>.ics", actions_calls.calendar, name="calendar"),
    path("rapat/<int:meeting>/baru/", actions_work.new, name="new"),
    path("<int:pk>/", actions.action, name="action"),
    path("<int:pk>/ubah/", actions_work.change, name="change"),
    path("<int:pk>/bukti/", actions_work.evidence, name="evidence"),
    path("<int:pk>/bukti/<int:evidence>/berkas/", actions.file, name="file"),
    path("<int:pk>/periksa/", actions_work.confirm, name="judge"),
    path("<int:pk>/ke-ketua/", actions_work.escalate, name="escalate"),
    path("<int:pk>/batalkan/", actions_work.cancel, name="cancel"),
    path("<int:pk>/buka-lagi/", actions_work.reopen, name="reopen"),
]
