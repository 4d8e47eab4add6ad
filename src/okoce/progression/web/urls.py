"""Routes of rules in words, their editor and their previews."""

from django.urls import path

from okoce.progression.web.views import drafting, judging, previewing, reading

app_name = "progression"
urlpatterns = [
    path("aturan/", reading.editions, name="editions"),
    path("aturan/baru/", drafting.start, name="start"),
    path("aturan/<uuid:edition_id>/", reading.edition, name="edition"),
    path("aturan/<uuid:edition_id>/isi/", drafting.head, name="head"),
    path("aturan/<uuid:edition_id>/syarat/<int:row>/", drafting.gate, name="gate"),
    path("aturan/<uuid:edition_id>/ajukan/", drafting.submit, name="submit"),
    path("aturan/<uuid:edition_id>/tarik/", drafting.withdraw, name="withdraw"),
    path("aturan/<uuid:edition_id>/hapus/", drafting.discard, name="discard"),
    path("aturan/<uuid:edition_id>/setujui/", judging.approve, name="approve"),
    path("aturan/<uuid:edition_id>/kembalikan/", judging.send_back, name="send_back"),
    path("aturan/<uuid:edition_id>/pratinjau/", previewing.ask, name="ask_preview"),
    path("aturan/pratinjau/<uuid:preview_id>/", previewing.preview, name="preview"),
    path("aturan/pratinjau/orang/<int:group_id>/", previewing.people, name="movers"),
]
