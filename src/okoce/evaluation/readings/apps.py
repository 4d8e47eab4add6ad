from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "okoce.evaluation.readings"
    label = "readings"
    verbose_name = "Pembacaan semua anggota"
