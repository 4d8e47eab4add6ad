"""Routes of registration: open to everybody. Receipt numbers are random and name nobody; a NIK is never in an address."""

from django.urls import path

from okoce.stages.p1_registration.web import claims, receipts, registration

app_name = "registration"
urlpatterns = [
    path("daftar/", registration.register, name="register"),
    path("resi/", receipts.find_receipt, name="find_receipt"),
    path("resi/<str:number>/", receipts.show_receipt, name="receipt"),
    path("resi/<str:number>/kirim-kode/", receipts.ask_code, name="receipt_send_code"),
    path("resi/<str:number>/kode/", receipts.enter_code, name="receipt_code"),
    path("klaim-nik/", claims.report_misuse, name="report_misuse"),
    path("klaim-nik/<str:number>/", claims.show_claim, name="claim"),
    path("klaim-nik/<str:number>/kirim-kode/", claims.ask_claim_code, name="claim_send_code"),
    path("klaim-nik/<str:number>/kode/", claims.enter_claim_code, name="claim_code"),
]
