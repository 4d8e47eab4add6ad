from django.apps import AppConfig


class MentoringConfig(AppConfig):
    name = "okoce.stages.p3_mentoring"
    label = "p3_mentoring"
    verbose_name = "P3 Pendampingan"
