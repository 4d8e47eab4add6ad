"""Loads an organisation for a change: permission, the lock, and the permission once more on what is now locked."""

from collections.abc import Callable
from uuid import UUID

from django.db import transaction

from okoce.core.decisions import Decision, require
from okoce.partners import models, queries

Permission = Callable[[queries.Organisation], Decision]


def locked(organisation_id: UUID, permission: Permission) -> models.Organisation:
    """The locked row. Its areas, which decide who may, could have changed between the first look and the lock."""
    require(permission(known(organisation_id)))
    row = models.Organisation.objects.select_for_update().get(id=organisation_id)
    require(permission(known(organisation_id)))
    return row


def known(organisation_id: UUID) -> queries.Organisation:
    found = queries.organisation(organisation_id)
    if found is None:
        raise models.Organisation.DoesNotExist(str(organisation_id))
    return found


def forget() -> None:
    """Twice: readers inside an open transaction see the change now, everybody else after its commit."""
    queries.forget()
    transaction.on_commit(queries.forget)
