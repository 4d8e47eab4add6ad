from django.apps import AppConfig


class ProgressionConfig(AppConfig):
    name = "okoce.progression"
    label = "progression"
    verbose_name = "Kemajuan"
