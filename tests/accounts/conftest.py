import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def _pages(settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.accounts.urls"
