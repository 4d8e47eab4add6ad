"""Pages that combine apps: the public front, a member's own pages."""

from okoce.portal.citizen.urls import urlpatterns as citizen_pages

app_name = "portal"
urlpatterns = [*citizen_pages]
