"""Routes of sign-in and of the administrator's accounts."""

from django.urls import path

from okoce.accounts.web import administration_views, member_views, staff_views

app_name = "accounts"
urlpatterns = [
    path("masuk/", member_views.sign_in, name="sign_in"),
    path("masuk/kode/", member_views.sign_in_code, name="sign_in_code"),
    path("masuk/kode/lagi/", member_views.sign_in_code_again, name="sign_in_code_again"),
    path("masuk/petugas/", staff_views.staff_sign_in, name="staff_sign_in"),
    path("keluar/", member_views.sign_out, name="sign_out"),
    path("undangan/<str:token>/", staff_views.invitation, name="invitation"),
    path("pengelola/akun/", administration_views.staff_list, name="staff_list"),
    path("pengelola/akun/baru/", administration_views.staff_new, name="staff_new"),
    path("pengelola/akun/<uuid:user_id>/", administration_views.staff_page, name="staff"),
    path("pengelola/akun/<uuid:user_id>/peran/", administration_views.staff_grant, name="staff_grant"),
    path(
        "pengelola/akun/<uuid:user_id>/peran/<uuid:grant_id>/akhiri/",
        administration_views.staff_revoke,
        name="staff_revoke",
    ),
    path("pengelola/akun/<uuid:user_id>/tautan/", administration_views.staff_link, name="staff_link"),
    path("pengelola/akun/<uuid:user_id>/buka/", administration_views.staff_unlock, name="staff_unlock"),
    path("pengelola/akun/<uuid:user_id>/akhiri/", administration_views.staff_deactivate, name="staff_deactivate"),
    path("pengelola/akun/<uuid:user_id>/aktifkan/", administration_views.staff_activate, name="staff_activate"),
]
