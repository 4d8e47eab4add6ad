"""Routes of the licence roadmap: for everybody, for a member, and for a member at the counter."""

from django.urls import path

from okoce.stages.p4_licensing.web.roadmap.views import desk, own, visitor

app_name = "roadmap"
AT_COUNTER = "meja/anggota/<uuid:person_id>/peta-izin/"
urlpatterns = [
    path("izin/", visitor.start, name="start"),
    path("izin/tanya/", visitor.ask, name="ask"),
    path("izin/tanya/<slug:code>/", visitor.question, name="question"),
    path("izin/peta/", visitor.roadmap, name="map"),
    path("izin/peta/<slug:code>/", visitor.task, name="task"),
    path("izin/harapan/", visitor.missing, name="missing"),
    path("izin/simpan/", visitor.save, name="save"),
    path("izin/saya/", own.roadmap, name="own_map"),
    path("izin/saya/usaha/", own.start, name="own_start"),
    path("izin/saya/tanya/", own.ask, name="own_ask"),
    path("izin/saya/tanya/<slug:code>/", own.question, name="own_question"),
    path("izin/saya/tugas/<slug:code>/", own.task, name="own_task"),
    path("izin/saya/harapan/", own.missing, name="own_missing"),
    path("izin/saya/simpan/", own.save, name="own_save"),
    path("izin/saya/riwayat/", own.history, name="own_history"),
    path("izin/saya/riwayat/<uuid:kept_id>/", own.kept, name="own_kept"),
    path("izin/saya/berkas/", own.packet, name="own_packet"),
    path("izin/saya/berkas/isi/", own.packet_edit, name="own_packet_edit"),
    path("izin/saya/berkas/pdf/", own.packet_pdf, name="own_packet_pdf"),
    path("meja/peta-izin/", desk.home, name="desk_home"),
    path(AT_COUNTER, desk.roadmap, name="desk_map"),
    path(f"{AT_COUNTER}usaha/", desk.start, name="desk_start"),
    path(f"{AT_COUNTER}tanya/", desk.ask, name="desk_ask"),
    path(f"{AT_COUNTER}tanya/<slug:code>/", desk.question, name="desk_question"),
    path(f"{AT_COUNTER}tugas/<slug:code>/", desk.task, name="desk_task"),
    path(f"{AT_COUNTER}harapan/", desk.missing, name="desk_missing"),
    path(f"{AT_COUNTER}riwayat/", desk.history, name="desk_history"),
    path(f"{AT_COUNTER}riwayat/<uuid:kept_id>/", desk.kept, name="desk_kept"),
    path(f"{AT_COUNTER}berkas/", desk.packet, name="desk_packet"),
    path(f"{AT_COUNTER}berkas/isi/", desk.packet_edit, name="desk_packet_edit"),
    path(f"{AT_COUNTER}berkas/pdf/", desk.packet_pdf, name="desk_packet_pdf"),
]
