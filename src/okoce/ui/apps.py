from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "okoce.ui"
    label = "ui"
