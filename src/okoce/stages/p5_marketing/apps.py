from django.apps import AppConfig


class MarketingConfig(AppConfig):
    name = "okoce.stages.p5_marketing"
    label = "p5_marketing"
    verbose_name = "P5 Pemasaran"
