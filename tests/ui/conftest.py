from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django.fixtures import Settings

UNKNOWN = "[unknown: %s]"
PROCESSORS = ["django.template.context_processors.request"]


@pytest.fixture(autouse=True)
def _ui_alone(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The look without the rest of the house: own routes, plain static files, unknown variables made visible."""
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.OKOCE_GALLERY = True
    settings.CSRF_FAILURE_VIEW = "okoce.ui.web.errors.csrf_failure"
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    settings.STATIC_ROOT = str(tmp_path_factory.mktemp("static"))
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if name.startswith("django.")]
    engine = settings.TEMPLATES[0]
    settings.TEMPLATES = [{**engine, "OPTIONS": {"context_processors": PROCESSORS, "string_if_invalid": UNKNOWN}}]


@pytest.fixture(autouse=True)
def _indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield
