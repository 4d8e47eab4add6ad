from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "okoce.regulations"
    label = "regulations"
    verbose_name = "Aturan"
