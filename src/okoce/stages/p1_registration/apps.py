from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "okoce.stages.p1_registration"
    label = "p1_registration"
    verbose_name = "P1 Pendaftaran"
