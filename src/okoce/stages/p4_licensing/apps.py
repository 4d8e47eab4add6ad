from django.apps import AppConfig


class LicensingConfig(AppConfig):
    name = "okoce.stages.p4_licensing"
    label = "p4_licensing"
    verbose_name = "P4 Perizinan"
