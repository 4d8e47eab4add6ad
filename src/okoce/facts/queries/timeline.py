"""The whole history of a person, with what was corrected, by whom and why."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
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


def timeline(person_id: UUID) -> tuple[Entry, ...]:
    """All originals of a person, latest first, in three queries."""
    facts = list(Fact.objects.filter(person_id=person_id))
    details = _details(person_id, facts)
    entries = (_entry(fact, _corrections(fact, facts), details) for fact in facts if fact.corrects is None)
    return tuple(sorted(entries, key=lambda item: (item.shown.occurred_on, item.original.id), reverse=True))


def entry(fact_id: UUID) -> Entry | None:
    """One original with its corrections; None where there is no such original."""
    original = Fact.objects.filter(id=fact_id, corrects=None).first()
    if original is None:
        return None
    corrections = list(Fact.objects.filter(corrects=fact_id))
    return _entry(original, corrections, _details(original.person_id, [original, *corrections]))


def _corrections(fact: Fact, facts: Iterable[Fact]) -> list[Fact]:
    return [other for other in facts if other.corrects == fact.id]


def _entry(fact: Fact, corrections: Sequence[Fact], details: Mapping[UUID, Mapping[str, str]]) -> Entry:
    ordered = tuple(sorted(corrections, key=lambda other: (other.captured_at, other.id)))
    versions = [fact.id, *(other.id for other in ordered)]
    own = {version: details[version] for version in versions if version in details}
    return Entry(fact, live_version(fact, ordered), ordered, own)


def _details(person_id: UUID, facts: Iterable[Fact]) -> dict[UUID, dict[str, str]]:
    sealed = FactDetails.objects.filter(fact_id__in=[fact.id for fact in facts if fact.details_digest])
    key = PersonKey.objects.filter(person_id=person_id).first()
    if key is None:
        return {}
    opened: dict[UUID, dict[str, str]] = defaultdict(dict)
    person_key = keyring(settings.SECRETS_DIR).open_bytes(key.sealed_key, f"person-key:{person_id}")
    for row in sealed:
        try:
            plain = open_with(person_key, bytes(row.sealed), f"fact:{row.fact_id}".encode())
        except CannotOpen:
            continue  # erased: the fact stays, its details are gone
        opened[row.fact_id] = json.loads(plain[SALT_BYTES:])
    return opened
