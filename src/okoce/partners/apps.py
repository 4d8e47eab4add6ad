from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "okoce.partners"
    label = "partners"
    verbose_name = "Mitra"
