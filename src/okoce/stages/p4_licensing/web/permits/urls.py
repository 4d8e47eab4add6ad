"""Routes of permits: a member's own, and those of the desks."""

from django.urls import path

from okoce.stages.p4_licensing.web.permits.views import counter, desk, files, lists, own

app_name = "permits"
urlpatterns = [
    path("saya/surat-izin/", own.home, name="own"),
    path("saya/surat-izin/lapor/", own.tell, name="report"),
    path("saya/surat-izin/ajukan/", own.apply, name="apply"),
    path("saya/surat-izin/belum/", own.decline, name="decline"),
    path("saya/surat-izin/kalender/", own.calendar, name="calendar"),
    path("saya/surat-izin/kalender.ics", own.calendar_file, name="calendar_file"),
    path("saya/surat-izin/<uuid:permit_id>/", own.one, name="own_permit"),
    path("saya/surat-izin/<uuid:permit_id>/berkas/", files.own_file, name="own_file"),
    path("saya/surat-izin/permohonan/<uuid:application_id>/", own.one_application, name="own_application"),
    path("meja/izin/", desk.waiting, name="waiting"),
    path("meja/izin/berakhir/", lists.ending, name="ending"),
    path("meja/izin/waktu-layanan/", lists.service, name="service_times"),
    path("meja/izin/anggota/<uuid:person_id>/", counter.person, name="person"),
    path("meja/izin/anggota/<uuid:person_id>/catat/", counter.record, name="record"),
    path("meja/izin/anggota/<uuid:person_id>/ajukan/", counter.apply, name="record_application"),
    path("meja/izin/anggota/<uuid:person_id>/belum/", counter.decline, name="record_decline"),
    path("meja/izin/permohonan/<uuid:application_id>/", counter.one_application, name="application"),
    path("meja/izin/<uuid:permit_id>/", desk.one, name="permit"),
    path("meja/izin/<uuid:permit_id>/berkas/", files.desk_file, name="file"),
]
