"""Addresses of the meetings: /rapat/."""

from django.urls import path

from siaga.desks.meetings.views import acts, agenda, attendance, lists, meeting, minutes, planning, versions

app_name = "meetings"
urlpatterns = [
    path("", lists.meeting_list, name="list"),
    path("kehadiran/", lists.absence_report, name="absences"),
    path("rangkaian/baru/", planning.new_series, name="new-series"),
    path("rangkaian/<int:pk>/", lists.series_page, name="series"),
    path("rangkaian/<int:pk>/ubah/", planning.change_series, name="change-series"),
    path("rangkaian/<int:pk>/tutup/", planning.close_series, name="close-series"),
    path("rangkaian/<int:pk>/rapat-baru/", planning.plan, name="plan"),
    path("<int:pk>/", meeting.meeting, name="meeting"),
    path("<int:pk>/ubah/", planning.change, name="change"),
    path("<int:pk>/undang/", planning.invite, name="invite"),
    path("<int:pk>/undang/<int:line>/tarik/", planning.uninvite, name="uninvite"),
    path("<int:pk>/buka/", acts.hold, name="hold"),
    path("<int:pk>/batalkan/", acts.cancel, name="cancel"),
    path("<int:pk>/terbitkan/", acts.publish, name="publish"),
    path("<int:pk>/tarik-publikasi/", acts.unpublish, name="unpublish"),
    path("<int:pk>/agenda/", agenda.agenda, name="agenda"),
    path("<int:pk>/agenda/<int:point>/", agenda.point, name="point"),
    path("<int:pk>/agenda/<int:point>/geser/", agenda.move_point, name="move-point"),
    path("<int:pk>/agenda/<int:point>/tarik/", agenda.withdraw_point, name="withdraw-point"),
    path("<int:pk>/pintu/", attendance.door, name="door"),
    path("<int:pk>/hadir/<slug:key>/", attendance.checked_in, name="check-in"),
    path("<int:pk>/daftar-hadir/", attendance.attendance, name="attendance"),
    path("<int:pk>/notulen/", minutes.minutes, name="minutes"),
    path("<int:pk>/notulen/simpan/", minutes.save_passage, name="save-passage"),
    path("<int:pk>/notulen/keadaan.json", minutes.passages, name="passages"),
    path("<int:pk>/notulen/pernyataan/", minutes.add_statement, name="add-statement"),
    path("<int:pk>/notulen/pernyataan/<int:item>/", minutes.statement, name="statement"),
    path(
        "<int:pk>/notulen/pernyataan/<int:item>/tarik/", minutes.withdraw_statement, name="withdraw-statement"
    ),
    path("<int:pk>/notulen/kesimpulan/", minutes.add_conclusion, name="add-conclusion"),
    path("<int:pk>/notulen/kesimpulan/<int:item>/", minutes.conclusion, name="conclusion"),
    path(
        "<int:pk>/notulen/kesimpulan/<int:item>/tarik/",
        minutes.withdraw_conclusion,
        name="withdraw-conclusion",
    ),
    path("<int:pk>/notulen/riwayat/<slug:passage>/<int:item>/", minutes.history, name="history"),
    path("<int:pk>/notulen/ajukan/", acts.lay, name="lay"),
    path("<int:pk>/notulen/buka-kembali/", acts.reopen, name="reopen"),
    path("<int:pk>/notulen/<int:number>/", versions.version, name="version"),
    path("<int:pk>/notulen/<int:number>/tanda-tangan/", versions.sign_version, name="sign"),
]
