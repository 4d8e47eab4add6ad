from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "okoce.imports"
    label = "imports"
    verbose_name = "Impor lembar kerja"
