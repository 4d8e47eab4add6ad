"""Pages of citizens: the front for everybody, and what a member sees of herself."""

from django.urls import path

from okoce.portal.citizen import community, consents, front, home, picking, records

urlpatterns = [
    path("", front.front, name="front"),
    path("saya/", home.home, name="home"),
    path("saya/pilih/", picking.pick_person, name="pick_person"),
    path("saya/catatan/", records.facts, name="facts"),
    path("saya/dibuka/", records.openings, name="openings"),
    path("saya/izin/", consents.consents, name="consents"),
    path("saya/komunitas/", community.community, name="community"),
    path("saya/komunitas/<uuid:request_id>/tarik/", community.withdraw_request, name="community_withdraw"),
]
