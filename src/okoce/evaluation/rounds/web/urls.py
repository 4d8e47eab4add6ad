"""Routes of the round and of the public figures."""

from django.urls import path

from okoce.evaluation.rounds.web.views import deciding, lists, packs, public, rounds, seals

app_name = "rounds"
urlpatterns = [
    path("evaluasi/", rounds.round_page, name="round"),
    path("evaluasi/bekukan/", rounds.freeze, name="freeze"),
    path("evaluasi/daftar/", lists.people, name="list"),
    path("evaluasi/keputusan/", deciding.decide, name="decide"),
    path("evaluasi/keputusan/<uuid:decision_id>/", deciding.close, name="close_decision"),
    path("evaluasi/paket/", packs.packs, name="packs"),
    path("evaluasi/paket/<int:number>/", packs.pack, name="pack"),
    path("evaluasi/paket/<int:number>/perubahan/", packs.restatement, name="restatement"),
    path("angka/", public.figures, name="public"),
    path("angka/definisi/", public.definitions, name="definitions"),
    path("angka/unduh.csv", public.download, name="download"),
    path("angka/segel/", seals.seals, name="seals"),
    path("angka/segel/harian.txt", seals.daily_file, name="seal_file"),
    path("angka/segel/verify_facts.py", seals.verifier, name="verifier"),
]
