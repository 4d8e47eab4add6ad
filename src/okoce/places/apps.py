from django.apps import AppConfig


class PlacesConfig(AppConfig):
    name = "okoce.places"
    label = "places"
    verbose_name = "Wilayah"
