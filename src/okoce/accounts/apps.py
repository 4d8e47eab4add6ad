from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "okoce.accounts"
    label = "accounts"
    verbose_name = "Akun"
