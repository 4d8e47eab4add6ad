from django.apps import AppConfig


class CapitalConfig(AppConfig):
    name = "okoce.stages.p7_capital"
    label = "p7_capital"
    verbose_name = "P7 Permodalan"
