from django.apps import AppConfig


class BookkeepingConfig(AppConfig):
    name = "okoce.stages.p6_bookkeeping"
    label = "p6_bookkeeping"
    verbose_name = "P6 Pelaporan Keuangan"
