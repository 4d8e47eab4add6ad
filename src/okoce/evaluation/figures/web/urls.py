"""Routes of the ledger of published figures."""

from django.urls import path

from okoce.evaluation.figures.web import views

app_name = "figures"
urlpatterns = [
    path("angka/pernah-diumumkan/", views.history, name="history"),
    path("angka/pernah-diumumkan/unduh.csv", views.download, name="download"),
]
