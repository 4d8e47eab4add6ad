"""Routes of the stuck, of counter days, and of the permit office's lists; all of them on the desks of officers."""

from django.urls import path

from okoce.stages.p4_licensing.web.counters.views import days, office_lists, outcomes, stuck

app_name = "counters"
urlpatterns = [
    path("meja/jemput-bola/", stuck.places, name="stuck_places"),
    path("meja/jemput-bola/daftar/", stuck.names, name="stuck"),
    path("meja/jemput-bola/undang/", stuck.invite, name="invite"),
    path("meja/jemput-bola/hari/", days.home, name="days"),
    path("meja/jemput-bola/hari/baru/", days.plan, name="plan"),
    path("meja/jemput-bola/hari/<uuid:day_id>/", days.one, name="day"),
    path("meja/jemput-bola/hari/<uuid:day_id>/cetak/", days.sheet, name="sheet"),
    path("meja/jemput-bola/hari/<uuid:day_id>/tutup/", days.close, name="close"),
    path("meja/jemput-bola/hari/<uuid:day_id>/batal/", days.cancel, name="cancel"),
    path("meja/jemput-bola/hari/<uuid:day_id>/orang/<uuid:invite_id>/", outcomes.one, name="outcome"),
    path("meja/jemput-bola/hari/<uuid:day_id>/orang/<uuid:invite_id>/jawaban/", outcomes.answer, name="answer"),
    path("meja/jemput-bola/daftar-izin/", office_lists.home, name="office_lists"),
    path("meja/jemput-bola/daftar-izin/<uuid:list_id>/", office_lists.one, name="office_list"),
]
