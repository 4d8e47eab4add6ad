"""Routes of rules: for officials the list, history, proposals and their previews; for everybody what holds."""

from django.urls import path

from okoce.regulations.web.views import drafting, judging, previewing, proposing, public, reading

app_name = "regulations"
urlpatterns = [
    path("ketentuan/", public.overview, name="public"),
    path("ketentuan/<slug:family>/", public.family, name="public_family"),
    path("meja/ketentuan/", reading.rules, name="rules"),
    path("meja/ketentuan/kode/<str:code>/", reading.rule, name="rule"),
    path("meja/ketentuan/baru/", proposing.add, name="add"),
    path("meja/ketentuan/isi/<uuid:rule_id>/usul/", proposing.replace, name="replace"),
    path("meja/ketentuan/isi/<uuid:rule_id>/akhiri/", proposing.end, name="end"),
    path("meja/ketentuan/isi/<uuid:rule_id>/periksa/", reading.review, name="review"),
    path("meja/ketentuan/rancangan/<uuid:draft_id>/", proposing.edit, name="edit"),
    path("meja/ketentuan/usul/<uuid:change_id>/", drafting.change, name="change"),
    path("meja/ketentuan/usul/<uuid:change_id>/lepas/", drafting.drop, name="drop"),
    path("meja/ketentuan/usul/<uuid:change_id>/sesuaikan/", drafting.adopt, name="adopt"),
    path("meja/ketentuan/usul/<uuid:change_id>/ajukan/", drafting.submit, name="submit"),
    path("meja/ketentuan/usul/<uuid:change_id>/tarik/", drafting.withdraw, name="withdraw"),
    path("meja/ketentuan/usul/<uuid:change_id>/hapus/", drafting.discard, name="discard"),
    path("meja/ketentuan/usul/<uuid:change_id>/pratinjau/", previewing.ask, name="ask_preview"),
    path("meja/ketentuan/usul/<uuid:change_id>/setujui/", judging.approve, name="approve"),
    path("meja/ketentuan/usul/<uuid:change_id>/kembalikan/", judging.send_back, name="send_back"),
    path("meja/ketentuan/pratinjau/<uuid:rule_preview_id>/", previewing.preview, name="preview"),
]
