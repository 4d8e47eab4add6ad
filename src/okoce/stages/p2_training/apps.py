from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "okoce.stages.p2_training"
    label = "p2_training"
    verbose_name = "P2 Pelatihan"
