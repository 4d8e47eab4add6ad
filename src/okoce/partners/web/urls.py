"""Routes of the register and of the centres: public pages, and the desk that keeps them."""

from django.urls import path

from okoce.partners.web.views import centre_desk, centres, organisations, register, representatives

app_name = "partners"
urlpatterns = [
    path("komunitas/", register.communities, name="communities"),
    path("komunitas/periksa/", register.check, name="check"),
    path("komunitas/kelola/", organisations.index, name="organisations"),
    path("komunitas/kelola/baru/", organisations.new, name="organisation_new"),
    path("komunitas/kelola/<uuid:organisation_id>/", organisations.page, name="organisation"),
    path("komunitas/kelola/<uuid:organisation_id>/wilayah/", organisations.areas, name="organisation_areas"),
    path("komunitas/kelola/<uuid:organisation_id>/anggota/", organisations.accepts, name="organisation_accepts"),
    path("komunitas/kelola/<uuid:organisation_id>/wakil/", representatives.add, name="representative_add"),
    path("komunitas/kelola/wakil/<uuid:representative_id>/cabut/", representatives.revoke, name="representative_revoke"),
    path("komunitas/kelola/<uuid:organisation_id>/<slug:action>/", organisations.act, name="organisation_act"),
    path("komunitas/<slug:number>/", register.community, name="community"),
    path("pusat/", centres.index, name="centres"),
    path("pusat/<str:place_code>/", centres.page, name="centre"),
    path("pusat/<str:place_code>/ubah/", centre_desk.edit, name="centre_edit"),
]
