from django.apps import AppConfig


class FiguresConfig(AppConfig):
    name = "okoce.evaluation.figures"
    label = "figures"
    verbose_name = "Angka yang pernah diumumkan"
