"""The copy stays open for half an hour after the code, in this browser only."""

from datetime import datetime, timedelta
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone

KEY = "own_data"
OPEN = timedelta(minutes=30)


def unlock(request: HttpRequest, request_id: UUID) -> None:
    request.session[KEY] = [str(request_id), (timezone.now() + OPEN).isoformat()]


def is_unlocked(request: HttpRequest, request_id: UUID) -> bool:
    kept = request.session.get(KEY)
    if not isinstance(kept, list) or kept[0] != str(request_id):
        return False
    return datetime.fromisoformat(kept[1]) > timezone.now()
