"""Write messages with what causes them; send them afterwards."""

from collections.abc import Sequence
from datetime import timedelta

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from okoce.core.encryption import CannotOpen, keyring
from okoce.core.ids import new_id
from okoce.messaging.channels import Channel
from okoce.messaging.models import Message

ATTEMPTS = 6
FIRST_DELAY = timedelta(seconds=10)
INSERT = """
    INSERT INTO messaging_message (id, to_sealed, text_sealed, purpose, attempts)
    SELECT id, to_sealed, text_sealed, %s, 0
    FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[]) AS new (id, to_sealed, text_sealed)
"""


def post(*, to: str, text: str, purpose: str) -> None:
    """Put a message into the outbox, in the transaction of the caller. ``to`` is E.164; ``purpose`` a code."""
    post_many(texts=[(to, text)], purpose=purpose)


def post_many(*, texts: Sequence[tuple[str, str]], purpose: str) -> None:
    """Put several messages, each (number, text), into the outbox in one statement."""
    if not texts:
        return
    ring = keyring(settings.SECRETS_DIR)
    numbers = [ring.seal(to, "message-to") for to, _text in texts]
    bodies = [ring.seal(text, "message-text") for _to, text in texts]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [purpose, [new_id() for _text in texts], numbers, bodies])


def send_due(channel: Channel, limit: int = 50) -> int:
    """Send what is due and return how many were sent. A failure is tried again later, at most six times, ever more slowly."""
    sent = 0
    for _attempt in range(limit):
        with transaction.atomic():
            now = timezone.now()
            due = Message.objects.filter(sent_at=None, given_up_at=None, next_attempt_at__lte=now)
            message = due.select_for_update(skip_locked=True).order_by("next_attempt_at").first()
            if message is None:
                return sent
            sent += _send(channel, message)
    return sent


def _send(channel: Channel, message: Message) -> int:
    ring = keyring(settings.SECRETS_DIR)
    now = timezone.now()
    message.attempts += 1
    try:
        channel.send(ring.open(message.to_sealed, "message-to"), ring.open(message.text_sealed, "message-text"))
    except (OSError, CannotOpen):  # one that cannot be opened must not hold up all behind it
        message.next_attempt_at = now + FIRST_DELAY * 2**message.attempts
        if message.attempts >= ATTEMPTS:
            message.given_up_at, message.text_sealed = now, ring.seal("", "message-text")
        message.save(update_fields=["attempts", "next_attempt_at", "given_up_at", "text_sealed"])
        return 0
    message.sent_at = now
    message.text_sealed = ring.seal("", "message-text")
    message.save(update_fields=["attempts", "sent_at", "text_sealed"])
    return 1
