"""What the outbox keeps about one number."""

from collections.abc import Iterator

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.messaging.models import Message

NUMBER = "message-to"
"""What numbers are sealed and hashed as."""


def personal_data(subject: Subject) -> Iterator[Item]:
    """Messages to her number; nothing where others share it, since a message does not say about whom it is."""
    if subject.shares_phone:
        return
    ring = keyring(settings.SECRETS_DIR)
    for row in Message.objects.filter(to_hash=ring.keyed_hash(subject.phone, NUMBER)).order_by("created_at"):
        group, name = _("Pesan ke HP Anda"), "messaging.Message."
        yield Item(name + "created_at", group, _("Ditulis pada"), row.created_at.isoformat())
        yield Item(name + "purpose", group, _("Tentang"), row.purpose)
        text = ring.open(row.text_sealed, "message-text")
        if text:
            yield Item(name + "text_sealed", group, _("Isi"), text)
