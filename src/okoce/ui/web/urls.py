"""Routes of the look itself: the choice of language, and the gallery of components where it is switched on."""

from django.urls import path

from okoce.ui.web import views

app_name = "ui"
urlpatterns = [
    path("bahasa/<slug:code>/", views.choose_language, name="language"),
    path("galeri/", views.gallery, name="gallery"),
    path("galeri/meja/", views.gallery_desk, name="gallery_desk"),
    path("galeri/cetak/", views.gallery_print, name="gallery_print"),
    path("galeri/galat/<slug:name>/", views.gallery_error, name="gallery_error"),
]
