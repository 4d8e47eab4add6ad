from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "okoce.audit"
    label = "audit"
    verbose_name = "Jejak"
