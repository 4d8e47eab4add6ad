from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import translation
from pytest_django.fixtures import Settings

from okoce.accounts.enums import Role
from okoce.accounts.models import RoleGrant, User
from okoce.core.ids import new_id
from okoce.partners import queries
from tests.world import sign_in as signed_in_browser


@pytest.fixture(autouse=True)
def _fresh(settings: Settings) -> Iterator[None]:
    """A rolled-back test leaves what the process keeps behind; static files are not collected for tests."""
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
    queries.forget()
    cache.clear()
    with translation.override("id"):
        yield
    queries.forget()


@pytest.fixture
def signed_in(db: None) -> Callable[..., Client]:
    """A browser of somebody who holds a role: over a place, or over an organisation."""

    def sign_in(role: Role, place_code: str = "", org_id: UUID | None = None) -> Client:
        user = User.objects.create(username=f"orang-{new_id()}", full_name="Ratna Sari")
        RoleGrant.objects.create(user=user, role=role, place_code=place_code, org_id=org_id, valid_from="2020-01-01")
        return signed_in_browser(user)

    return sign_in
