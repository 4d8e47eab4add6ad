"""Routes of sign-in and of the administrator's accounts."""

from django.urls import path

from okoce.accounts.web import administration_views, factor_views, member_views, own_views, second_step, staff_views

app_name = "accounts"
urlpatterns = [
    path("masuk/", member_views.sign_in, name="sign_in"),
    path("masuk/kode/", member_views.sign_in_code, name="sign_in_code"),
    path("masuk/kode/lagi/", member_views.sign_in_code_again, name="sign_in_code_again"),
    path("masuk/petugas/", staff_views.staff_sign_in, name="staff_sign_in"),
    path("masuk/petugas/kedua/", second_step.staff_sign_in_second, name="staff_sign_in_second"),
    path("akun/", own_views.own, name="own"),
    path("akun/bukti/", second_step.prove, name="prove"),
    path("akun/sandi/", factor_views.own_password, name="own_password"),
    path("akun/kedua/", factor_views.factor_setup, name="factor_setup"),
    path("akun/kedua/aplikasi/", factor_views.totp_setup, name="totp_setup"),
    path("akun/kedua/kunci/", factor_views.passkey_setup, name="passkey_setup"),
    path("akun/kedua/cadangan/", factor_views.recovery_codes, name="recovery_codes"),
    path("akun/kedua/<uuid:factor_id>/hapus/", factor_views.factor_remove, name="factor_remove"),
    path("akun/perangkat/", own_views.sessions, name="sessions"),
    path("akun/perangkat/akhiri/", own_views.sessions_end, name="sessions_end"),
    path("akun/perangkat/<uuid:session_id>/akhiri/", own_views.session_end, name="session_end"),
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
    path("pengelola/akun/<uuid:user_id>/kedua/", administration_views.staff_factors, name="staff_factors"),
    path("pengelola/akun/<uuid:user_id>/perangkat/", administration_views.staff_sessions, name="staff_sessions"),
    path("pengelola/akun/<uuid:user_id>/buka/", administration_views.staff_unlock, name="staff_unlock"),
    path("pengelola/akun/<uuid:user_id>/akhiri/", administration_views.staff_deactivate, name="staff_deactivate"),
    path("pengelola/akun/<uuid:user_id>/aktifkan/", administration_views.staff_activate, name="staff_activate"),
]
