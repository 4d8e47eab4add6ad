"""What privacy itself keeps about one person: her requests, and what the law kept of her."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring
from okoce.core.personal import Item, Subject
from okoce.facts.queries import live_rows
from okoce.members.enums import Purpose
from okoce.privacy.enums import Field, Held, RequestKind, RequestState
from okoce.privacy.models import DataRequest, Erasure, Retained
from okoce.privacy.queries.requests import ANSWER, WORDS
from okoce.privacy.rules import kept_until
from okoce.regulations.queries import value

FINANCIAL = {
    Held.BOOKS: ("retention.books_years", ("books.month",)),
    Held.LOANS: ("retention.loans_years", ("loan.disbursed",)),
}
"""What is a financial record of the programme: the rule that says for how long it is kept, and the kinds of facts."""


@dataclass(frozen=True, slots=True)
class Keeping:
    """What the law keeps beyond an erasure, and until when; ``records`` is how many."""

    held: Held
    rule_code: str
    legal_basis: str
    article: str
    records: int
    until: date


@dataclass(frozen=True, slots=True)
class Gone:
    """What is known of an erased person: that she is gone, since when, under which number, and what the law still keeps."""

    person_id: UUID
    receipt: str
    place_code: str
    ordered_at: datetime
    done_at: datetime | None
    kept: tuple[Retained, ...]


def would_be_kept(person_id: UUID, on: date) -> tuple[Keeping, ...]:
    """What the law keeps if she is erased on that day, for her to read before she decides."""
    found = []
    for held, (rule_code, kinds) in FINANCIAL.items():
        days = list(live_rows(*kinds).filter(person_id=person_id).values_list("occurred_on", flat=True))
        if not days:
            continue
        rule = value(rule_code, on)
        until = kept_until(max(days), int(str(rule.value)))
        if until >= on:
            found.append(Keeping(held, rule.code, rule.legal_basis, rule.article, len(days), until))
    return tuple(found)


def was_erased(person_id: UUID) -> bool:
    """Whether the erasure of somebody was ordered."""
    return Erasure.objects.filter(person_id=person_id).exists()


def gone(person_id: UUID) -> Gone | None:
    """What an erasure left to say of somebody; None where none was ordered."""
    erasure = Erasure.objects.filter(person_id=person_id).first()
    if erasure is None:
        return None
    request = DataRequest.objects.filter(person_id=person_id, kind=RequestKind.ERASURE).order_by("-asked_at").first()
    receipt, place = (request.receipt, request.place_code) if request else ("", "")
    kept = tuple(Retained.objects.filter(person_id=person_id).order_by("held"))
    return Gone(person_id, receipt, place, erasure.ordered_at, erasure.done_at, kept)


def personal_data(subject: Subject) -> Iterator[Item]:
    """Her requests with her words and the answers."""
    ring = keyring(settings.SECRETS_DIR)
    for row in DataRequest.objects.filter(person_id=subject.person_id).order_by("asked_at"):
        group, name = _("Permintaan tentang data Anda"), "privacy.DataRequest."
        yield Item(name + "receipt", group, _("Nomor bukti"), row.receipt)
        yield Item(name + "kind", group, _("Permintaan"), str(RequestKind(row.kind).label))
        yield Item(name + "asked_at", group, _("Diminta pada"), row.asked_at.isoformat())
        yield Item(name + "state", group, _("Keadaan"), str(RequestState(row.state).label))
        if row.purpose:
            yield Item(name + "purpose", group, _("Izin untuk"), str(Purpose(row.purpose).label))
        if row.field:
            yield Item(name + "field", group, _("Yang salah"), str(Field(row.field).label))
        if row.words_sealed:
            yield Item(name + "words_sealed", group, _("Kata-kata Anda"), ring.open(row.words_sealed, WORDS))
        if row.answer_sealed:
            yield Item(name + "answer_sealed", group, _("Jawaban petugas"), ring.open(row.answer_sealed, ANSWER))


def retained_data(subject: Subject) -> Iterator[Item]:
    """Nothing is set aside of somebody who was not erased, and the copy of who was erased is nobody's to ask."""
    for row in Retained.objects.filter(person_id=subject.person_id):
        yield Item("privacy.Retained.held", _("Disimpan menurut hukum"), _("Isi"), str(Held(row.held).label))
