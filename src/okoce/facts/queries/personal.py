"""What the log keeps about one person: facts under a pseudonym, and details under her key."""

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from okoce.core.encryption import keyring, open_with
from okoce.core.personal import Item, Subject
from okoce.facts.enums import Channel, Correction, CorrectionReason, Grade
from okoce.facts.kinds import kind_of
from okoce.facts.models import Fact, FactDetails, PersonKey
from okoce.facts.rules.canonical import SALT_BYTES


@dataclass(frozen=True, slots=True)
class OpenedDetails:
    """Details of one fact, opened, with the salt under which the fact's digest still proves them."""

    fact_id: UUID
    kind: str
    occurred_on: date
    salt: bytes
    details: dict[str, str]


def opened_details(person_id: UUID, kinds: Collection[str] = ()) -> tuple[OpenedDetails, ...]:
    """The details of her facts, of some kinds or of all, in three queries; nothing where her key was destroyed."""
    key = PersonKey.objects.filter(person_id=person_id).values_list("sealed_key", flat=True).first()
    if key is None:
        return ()
    person_key = keyring(settings.SECRETS_DIR).open_bytes(key, f"person-key:{person_id}")
    rows = FactDetails.objects.filter(fact__person_id=person_id).select_related("fact").order_by("fact_id")
    if kinds:
        rows = rows.filter(fact__kind__in=kinds)
    found = []
    for row in rows:
        plain = open_with(person_key, bytes(row.sealed), f"fact:{row.fact_id}".encode())
        details = json.loads(plain[SALT_BYTES:])
        found.append(OpenedDetails(row.fact_id, row.fact.kind, row.fact.occurred_on, plain[:SALT_BYTES], details))
    return tuple(found)


def personal_data(subject: Subject) -> Iterator[Item]:
    """Every fact with its corrections and details; one line each."""
    details = {item.fact_id: item.details for item in opened_details(subject.person_id)}
    for fact in Fact.objects.filter(person_id=subject.person_id).order_by("occurred_on", "id"):
        yield from _of_fact(fact)
        labels = {"note": _("catatan"), **kind_of(fact.kind).details}
        for name, text in details.get(fact.id, {}).items():
            yield Item("facts.FactDetails.sealed", _group(fact), labels.get(name, name), text)


def _group(fact: Fact) -> str:
    return f"{kind_of(fact.kind).label}, {fact.occurred_on.isoformat()}"


def _of_fact(fact: Fact) -> Iterator[Item]:
    group, name = _group(fact), "facts.Fact."
    yield Item(name + "kind", group, _("Kegiatan"), fact.kind)
    yield Item(name + "occurred_on", group, _("Terjadi pada"), fact.occurred_on.isoformat())
    yield Item(name + "captured_at", group, _("Ditulis pada"), fact.captured_at.isoformat())
    yield Item(name + "recorded_at", group, _("Tiba pada"), fact.recorded_at.isoformat())
    yield Item(name + "channel", group, _("Lewat"), str(Channel(fact.channel).label))
    yield Item(name + "place_id", group, _("Kode wilayah"), fact.place_id)
    yield Item(name + "grade", group, _("Kekuatan bukti"), str(Grade(fact.grade).label))
    if fact.measures:
        yield Item(name + "measures", group, _("Isi"), json.dumps(fact.measures, ensure_ascii=False, sort_keys=True))
    if fact.correction:
        yield Item(name + "correction", group, _("Perbaikan"), str(Correction(fact.correction).label))
        yield Item(name + "reason", group, _("Alasan perbaikan"), str(CorrectionReason(fact.reason).label))
