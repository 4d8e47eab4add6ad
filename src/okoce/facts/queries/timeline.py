"""The whole history of a person, with what was corrected, by whom and why."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from okoce.core.encryption import CannotOpen, keyring, open_with
from okoce.facts.kinds import Kind, kind_of
from okoce.facts.models import Fact, FactDetails, PersonKey
from okoce.facts.rules.canonical import SALT_BYTES
from okoce.facts.rules.corrections import live_version


@dataclass(frozen=True, slots=True)
class Entry:
    """One original of a timeline: the version that holds (None where void), every correction in order of capture."""

    original: Fact
    live: Fact | None
    corrections: tuple[Fact, ...]
    details: Mapping[UUID, Mapping[str, str]]

    @property
    def kind(self) -> Kind:
        return kind_of(self.original.kind)

    @property
    def shown(self) -> Fact:
        """The version to read: the live one, or the original where it is void."""
        return self.live or self.original

    @property
    def last_correction(self) -> UUID | None:
        """The correction that holds; None where the original was never corrected."""
        return self.corrections[-1].id if self.corrections else None


def timeline(person_id: UUID, kinds: Collection[str] = ()) -> tuple[Entry, ...]:
    """All originals of a person, of some kinds or of all, latest first, in three queries."""
    rows = Fact.objects.filter(person_id=person_id)
    facts = list(rows.filter(kind__in=kinds) if kinds else rows)
    details = _details(facts)
    entries = (_entry(fact, _corrections(fact, facts), details) for fact in facts if fact.corrects is None)
    return tuple(sorted(entries, key=lambda item: (item.shown.occurred_on, item.original.id), reverse=True))


def entry(fact_id: UUID) -> Entry | None:
    """One original with its corrections; None where there is no such original."""
    return entries([fact_id]).get(fact_id)


def entries(fact_ids: Collection[UUID]) -> dict[UUID, Entry]:
    """Originals with their corrections, whosever they are, in four queries; those that are no original are missing."""
    originals = Fact.objects.filter(corrects=None).in_bulk(list(fact_ids))
    corrections: dict[UUID, list[Fact]] = defaultdict(list)
    for fact in Fact.objects.filter(corrects__in=originals):
        corrections[fact.corrects or fact.id].append(fact)
    facts = [*originals.values(), *(fact for found in corrections.values() for fact in found)]
    details = _details(facts)
    return {fact_id: _entry(fact, corrections[fact_id], details) for fact_id, fact in originals.items()}


def _corrections(fact: Fact, facts: Iterable[Fact]) -> list[Fact]:
    return [other for other in facts if other.corrects == fact.id]


def _entry(fact: Fact, corrections: Sequence[Fact], details: Mapping[UUID, Mapping[str, str]]) -> Entry:
    ordered = tuple(sorted(corrections, key=lambda other: (other.captured_at, other.id)))
    versions = [fact.id, *(other.id for other in ordered)]
    own = {version: details[version] for version in versions if version in details}
    return Entry(fact, live_version(fact, ordered), ordered, own)


def _details(facts: Collection[Fact]) -> dict[UUID, dict[str, str]]:
    owners = {fact.id: fact.person_id for fact in facts if fact.details_digest}
    ring = keyring(settings.SECRETS_DIR)
    keys = {
        key.person_id: ring.open_bytes(key.sealed_key, f"person-key:{key.person_id}")
        for key in PersonKey.objects.filter(person_id__in=set(owners.values()))
    }
    opened: dict[UUID, dict[str, str]] = defaultdict(dict)
    for row in FactDetails.objects.filter(fact_id__in=owners):
        person_key = keys.get(owners[row.fact_id])
        if person_key is None:
            continue
        try:
            plain = open_with(person_key, bytes(row.sealed), f"fact:{row.fact_id}".encode())
        except CannotOpen:
            continue  # erased: the fact stays, its details are gone
        opened[row.fact_id] = json.loads(plain[SALT_BYTES:])
    return opened
