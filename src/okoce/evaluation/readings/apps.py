from django.apps import AppConfig


class ReadingsConfig(AppConfig):
    name = "okoce.evaluation.readings"
    label = "readings"
    verbose_name = "Pembacaan semua anggota"

    def ready(self) -> None:
        from okoce.evaluation.readings.services import keep_in_warehouse  # noqa: PLC0415 - app ready
        from okoce.evaluation.warehouse.services import keep_too  # noqa: PLC0415 - app ready

        keep_too(keep_in_warehouse)
