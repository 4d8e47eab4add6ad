"""Routes of spreadsheets, on the desks of officers."""

from django.urls import path

from okoce.imports.web.views import deciding, files, lists

app_name = "imports"
urlpatterns = [
    path("meja/lembar/", lists.home, name="home"),
    path("meja/lembar/templat/<str:about>.xlsx", files.template, name="template"),
    path("meja/lembar/<uuid:import_id>/", lists.page, name="page"),
    path("meja/lembar/<uuid:import_id>/kolom/", deciding.columns, name="columns"),
    path("meja/lembar/<uuid:import_id>/pilih/", deciding.choose_rows, name="choose"),
    path("meja/lembar/<uuid:import_id>/simpan/", deciding.store, name="store"),
    path("meja/lembar/<uuid:import_id>/batal/", deciding.undo, name="undo"),
    path("meja/lembar/<uuid:import_id>/ditolak/", files.rejected, name="rejected"),
]
