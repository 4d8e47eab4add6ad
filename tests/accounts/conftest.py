from collections.abc import Iterator

import pytest
from django.utils import translation
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _pages(settings: Settings) -> Iterator[None]:
    settings.ROOT_URLCONF = "tests.accounts.urls"
    settings.OKOCE_AFTER_PHONE_SIGN_IN = "uji:pick_person"
    # A request in English leaves its thread in English, and services called next would write English.
    with translation.override("id"):
        yield
