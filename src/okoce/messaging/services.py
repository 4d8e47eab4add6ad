"""Write messages with what causes them; send them afterwards."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from okoce.core.encryption import CannotOpen, keyring
from okoce.core.ids import new_id
from okoce.core.personal import Subject
from okoce.messaging.channels import Channel, forget_sent
from okoce.messaging.models import Message
from okoce.messaging.queries import NUMBER

ATTEMPTS = 6
PATIENCE = timedelta(seconds=30)
"""How long the last message to somebody may still be on its way before her number is forgotten."""
FIRST_DELAY = timedelta(seconds=10)
INSERT = """
    INSERT INTO messaging_message (id, to_sealed, to_hash, text_sealed, purpose, attempts)
    SELECT id, to_sealed, to_hash, text_sealed, %s, 0
    FROM unnest(%s::uuid[], %s::bytea[], %s::bytea[], %s::bytea[]) AS new (id, to_sealed, to_hash, text_sealed)
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
    hashes = [ring.keyed_hash(to, NUMBER) for to, _text in texts]
    bodies = [ring.seal(text, "message-text") for _to, text in texts]
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [purpose, [new_id() for _text in texts], numbers, hashes, bodies])


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


def forget_person(*, by: UUID | None, subject: Subject, ordered_at: datetime) -> int | None:
    """Forget all messages to her number; how many went. None while her last message is still on its way: ask again.

    A number that others share stays theirs, with its messages: these do not say about whom they are.
    """
    if subject.shares_phone:
        return 0
    hers = _messages_to(subject.phone)
    waiting = Message.objects.filter(id__in=hers, sent_at=None, given_up_at=None, attempts=0)
    if timezone.now() < ordered_at + PATIENCE and waiting.exists():
        return None
    with transaction.atomic():
        gone, _by_model = Message.objects.filter(id__in=hers).delete()
    return gone + forget_sent(subject.phone)


def _messages_to(phone: str) -> list[UUID]:
    """By the hash of the number; messages from before there was one are opened."""
    ring = keyring(settings.SECRETS_DIR)
    found = list(Message.objects.filter(to_hash=ring.keyed_hash(phone, NUMBER)).values_list("id", flat=True))
    for message_id, sealed in Message.objects.filter(to_hash=None).values_list("id", "to_sealed").iterator():
        if ring.open(sealed, NUMBER) == phone:
            found.append(message_id)
    return found
