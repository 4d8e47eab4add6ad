from django.apps import AppConfig


class ClassificationsConfig(AppConfig):
    name = "okoce.classifications"
    label = "classifications"
    verbose_name = "Klasifikasi usaha"
