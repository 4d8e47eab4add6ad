"""Routes of the desk of a community."""

from django.urls import path

from okoce.portal.community import views

app_name = "community"
urlpatterns = [
    path("", views.home, name="home"),
    path("<uuid:request_id>/terima/", views.accept_one, name="accept"),
    path("<uuid:request_id>/tolak/", views.decline_one, name="decline"),
]
