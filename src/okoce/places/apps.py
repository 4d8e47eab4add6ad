from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    name = "okoce.places"
    label = "places"
    verbose_name = _("Wilayah")
    default_auto_field = "django.db.models.BigAutoField"
