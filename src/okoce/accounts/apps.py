from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in, user_logged_out


class AccountsConfig(AppConfig):
    name = "okoce.accounts"
    label = "accounts"
    verbose_name = "Akun"

    def ready(self) -> None:
        from okoce.accounts.services.sessions import signed_in, signed_out  # noqa: PLC0415 - app ready: models are loaded only now

        user_logged_in.connect(signed_in, dispatch_uid="okoce.accounts.signed_in")
        user_logged_out.connect(signed_out, dispatch_uid="okoce.accounts.signed_out")
