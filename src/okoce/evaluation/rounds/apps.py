from django.apps import AppConfig


class RoundsConfig(AppConfig):
    name = "okoce.evaluation.rounds"
    label = "rounds"
    verbose_name = "Evaluasi dua mingguan"
