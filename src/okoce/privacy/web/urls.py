"""Routes of requests about one's own data: her own pages, the number that she keeps, the desk."""

from django.urls import path

from okoce.privacy.web.views import copies, desk, own, receipts

app_name = "privacy"
urlpatterns = [
    path("saya/data/", own.own, name="own"),
    path("saya/data/minta/<slug:kind>/", own.ask, name="ask"),
    path("saya/data/permintaan/<uuid:data_request_id>/", own.own_request, name="own_request"),
    path("saya/data/permintaan/<uuid:data_request_id>/batal/", own.cancel, name="cancel"),
    path("saya/data/salinan/<uuid:data_request_id>/", copies.copy, name="copy"),
    path("saya/data/salinan/<uuid:data_request_id>/kode/", copies.copy_code, name="copy_code"),
    path("saya/data/salinan/<uuid:data_request_id>/data-saya.json", copies.copy_file, name="copy_file"),
    path("data-pribadi/bukti/", receipts.find, name="find_receipt"),
    path("data-pribadi/bukti/<str:number>/", receipts.receipt, name="receipt"),
    path("meja/data-pribadi/", desk.requests, name="requests"),
    path("meja/data-pribadi/ringkasan/", desk.controller, name="overview"),
    path("meja/data-pribadi/orang/<uuid:person_id>/", desk.erased, name="erased"),
    path("meja/data-pribadi/orang/<uuid:person_id>/minta/<slug:kind>/", desk.take_down, name="take_down"),
    path("meja/data-pribadi/<uuid:data_request_id>/", desk.one, name="request"),
    path("meja/data-pribadi/<uuid:data_request_id>/salinan/", desk.handed_over, name="hand_over"),
]
