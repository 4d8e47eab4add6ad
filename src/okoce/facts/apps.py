from django.apps import AppConfig


class FactsConfig(AppConfig):
    name = "okoce.facts"
    label = "facts"
    verbose_name = "Fakta"
