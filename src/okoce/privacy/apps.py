from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "okoce.privacy"
    label = "privacy"
    verbose_name = "Data pribadi"
