from django.apps import AppConfig


class WarehouseConfig(AppConfig):
    name = "okoce.evaluation.warehouse"
    label = "warehouse"
    verbose_name = "Gudang data"
