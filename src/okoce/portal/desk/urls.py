"""Routes of the desks of officers and mentors."""

from django.urls import path

from okoce.portal.desk.views import claims, counter, emergency, facts, home, lists, record, sheets

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("mulai/", home.start, name="start"),
    path("daftar/<slug:code>/", lists.worklist, name="worklist"),
    path("daftar/<slug:code>/lembar/", sheets.worklist_sheet, name="worklist_sheet"),
    path("anggota/", lists.members, name="members"),
    path("anggota/lembar/", sheets.members_sheet, name="members_sheet"),
    path("anggota/<uuid:person_id>/", record.record, name="member"),
    path("anggota/<uuid:person_id>/nik/", record.nik, name="nik"),
    path("anggota/<uuid:person_id>/pendamping/", record.mentor, name="mentor"),
    path("anggota/<uuid:person_id>/keluar/", record.leave, name="leave"),
    path("anggota/<uuid:person_id>/catat/", facts.record_one, name="record_fact"),
    path("anggota/<uuid:person_id>/fakta/<uuid:fact_id>/<slug:action>/", facts.correct_one, name="correct_fact"),
    path("loket/", counter.counter, name="counter"),
    path("loket/pindah/", counter.transfer, name="transfer"),
    path("loket/kembali/", counter.come_back, name="come_back"),
    path("loket/resi/<uuid:submission_id>/", counter.receipt, name="receipt"),
    path("darurat/", emergency.emergency, name="emergency"),
    path("darurat/periksa/", emergency.reviews, name="emergency_reviews"),
    path("darurat/<uuid:access_id>/", emergency.review, name="emergency_review"),
    path("klaim/", claims.claims, name="claims"),
    path("klaim/<uuid:claim_id>/", claims.claim, name="claim"),
]
