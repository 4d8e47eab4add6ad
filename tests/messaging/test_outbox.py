"""Messages leave once, later ones more slowly, and nothing of them stays."""

import time
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from okoce.core.encryption import keyring
from okoce.messaging.channels import FileChannel
from okoce.messaging.models import Message
from okoce.messaging.services import ATTEMPTS, FIRST_DELAY, post, post_many, send_due
from tests.threads import at_once
from tests.world import phone

db = pytest.mark.django_db
CODE = "Kode Anda 123456"


@dataclass
class Recorded:
    """A way out that keeps what it was given; ``broken`` numbers cannot be reached."""

    broken: frozenset[str] = frozenset()
    slow: float = 0
    sent: list[tuple[str, str]] = field(default_factory=list)

    def send(self, to: str, text: str) -> None:
        time.sleep(self.slow)
        if to in self.broken:
            raise OSError("the gateway does not answer")
        self.sent.append((to, text))


def text_of(message: Message) -> str:
    return keyring(settings.SECRETS_DIR).open(message.text_sealed, "message-text")


def make_due() -> None:
    Message.objects.update(next_attempt_at=timezone.now() - timedelta(seconds=1))


@db
def test_a_message_is_sealed_until_it_leaves() -> None:
    post(to=phone(1), text=CODE, purpose="code")
    stored = Message.objects.get()
    assert CODE.encode() not in bytes(stored.text_sealed)
    assert phone(1).encode() not in bytes(stored.to_sealed)


@db
def test_what_was_sent_is_emptied_and_not_sent_again() -> None:
    post(to=phone(1), text=CODE, purpose="code")
    channel = Recorded()
    assert (send_due(channel), send_due(channel)) == (1, 0)
    assert channel.sent == [(phone(1), CODE)]
    stored = Message.objects.get()
    assert (text_of(stored), stored.sent_at is None) == ("", False)


@db
def test_a_message_of_a_transaction_that_failed_is_never_sent() -> None:
    with transaction.atomic():
        post(to=phone(1), text=CODE, purpose="code")
        transaction.set_rollback(True)
    assert send_due(Recorded()) == 0


@db
def test_a_failure_is_tried_again_ever_more_slowly_and_given_up() -> None:
    post(to=phone(1), text=CODE, purpose="code")
    channel = Recorded(broken=frozenset({phone(1)}))
    waits = []
    for _ in range(ATTEMPTS):
        make_due()
        assert send_due(channel) == 0
        assert send_due(channel) == 0, "not before its time"
        waits.append(Message.objects.get().next_attempt_at - timezone.now())
    assert [round(wait / FIRST_DELAY) for wait in waits] == [2, 4, 8, 16, 32, 64]
    stored = Message.objects.get()
    assert (stored.attempts, stored.given_up_at is None, text_of(stored)) == (ATTEMPTS, False, "")
    make_due()
    assert send_due(Recorded()) == 0


@db
def test_one_that_cannot_leave_holds_up_nobody() -> None:
    post_many(texts=[(phone(1), "satu"), (phone(2), "dua"), (phone(3), "tiga")], purpose="x")
    broken = Message.objects.order_by("created_at", "id")[0]
    Message.objects.filter(id=broken.id).update(text_sealed=b"\x02k9" + bytes(40))  # its key is gone
    channel = Recorded(broken=frozenset({phone(2)}))
    assert send_due(channel) == 1
    assert channel.sent == [(phone(3), "tiga")]
    assert Message.objects.filter(sent_at=None, attempts=1).count() == 2


@db
def test_no_more_than_asked_at_once() -> None:
    post_many(texts=[(phone(n), "x") for n in range(5)], purpose="x")
    assert (send_due(Recorded(), limit=2), send_due(Recorded(), limit=9)) == (2, 3)


def test_two_senders_never_send_one_message_twice(own_database: str) -> None:
    post_many(texts=[(phone(n), str(n)) for n in range(20)], purpose="x")
    channel = Recorded(slow=0.005)

    def work() -> None:
        while send_due(channel):
            pass

    at_once(4, work)
    assert sorted(channel.sent) == sorted((phone(n), str(n)) for n in range(20))


def test_a_file_is_private(tmp_path: Path) -> None:
    file = tmp_path / "messages.log"
    FileChannel(file).send(phone(1), "halo")
    FileChannel(file).send(phone(2), "dua\tbaris")
    assert file.stat().st_mode & 0o077 == 0
    assert len(file.read_text().splitlines()) == 2
