"""Reading the classification. Everything is read once and kept in the process until the data's stamp changes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from uuid import UUID

from okoce.classifications.enums import KbliVersion
from okoce.classifications.models import Conversion, DataStamp, KbliClass, SearchTerm
from okoce.classifications.rules.classes import Converted, Hit, KbliRef, UnknownClassError
from okoce.classifications.rules.index import Entry, Field, Index, build
from okoce.classifications.rules.ranking import rank

__all__ = [
    "Converted",
    "Hit",
    "KbliRef",
    "UnknownClassError",
    "all_classes",
    "convert",
    "describe",
    "exists",
    "find",
    "neighbours",
]


@dataclass(frozen=True, slots=True)
class _Snapshot:
    stamp: UUID | None
    classes: Mapping[tuple[str, str], KbliRef]
    terms: Mapping[tuple[str, str], tuple[str, ...]]
    indexes: dict[str, Index] = field(default_factory=dict)
    """One per version, made when it is first asked."""


_kept: _Snapshot | None = None


def exists(version: str, code: str) -> bool:
    """Whether that version has a class of that code."""
    return (version, code) in _snapshot().classes


def describe(version: str, code: str) -> KbliRef:
    """The class; raises :class:`UnknownClassError`."""
    found = _snapshot().classes.get((version, code))
    if found is None:
        raise UnknownClassError(f"{version}:{code}")
    return found


def all_classes(version: str) -> tuple[KbliRef, ...]:
    """Every class of a version by code: those that the project ships, and the whole list once it was imported."""
    return tuple(found for (of, _code), found in sorted(_snapshot().classes.items()) if of == version)


def convert(version: str, code: str, to: str) -> tuple[Converted, ...]:
    """The classes of the other version that a business of this class belongs to; none where no row says so.

    Only rows convert. The same number in both versions may mean two different things.
    """
    classes = _snapshot().classes
    if version == to:
        return (Converted(classes[version, code], "same_meaning", True, "", ""),) if exists(version, code) else ()
    here, there = ("old", "new") if version == KbliVersion.V2020 else ("new", "old")
    rows = Conversion.objects.filter(
        **{f"{here}__version": version, f"{here}__code": code, f"{there}__version": to}
    ).select_related(there)
    found = ((getattr(row, there), row) for row in rows.order_by(f"{there}__code"))
    return tuple(
        Converted(classes[other.version, other.code], row.relation, row.reviewed, row.note, row.source) for other, row in found
    )


def find(words: str, version: str, limit: int = 5) -> tuple[Hit, ...]:
    """The classes of that version that everyday words lead to, the best first; none where no word is known.

    Indonesian or English, with spelling errors, slang and affixes. The same words always give the same answer.
    """
    snapshot = _snapshot()
    found = rank(_index(snapshot, version), words, limit)
    return tuple(Hit(snapshot.classes[version, ranked.code], ranked.score, ranked.why) for ranked in found)


def neighbours(version: str, code: str, limit: int = 8) -> tuple[KbliRef, ...]:
    """Classes that a business of this one may belong to instead: those with the same words first, then the same subgroup."""
    snapshot = _snapshot()
    words = set(snapshot.terms.get((version, code), ()))
    nearness = Counter(
        {
            key: 10 * len(words.intersection(snapshot.terms.get(key, ()))) + (key[1][:4] == code[:4])
            for key in snapshot.classes
            if key[0] == version and key[1] != code
        }
    )
    near = sorted((key for key, count in nearness.items() if count), key=lambda key: (-nearness[key], key))
    return tuple(snapshot.classes[key] for key in near[:limit])


def _index(snapshot: _Snapshot, version: str) -> Index:
    found = snapshot.indexes.get(version)
    if found is None:
        entries = (_entry(ref, snapshot.terms.get(key, ())) for key, ref in snapshot.classes.items() if key[0] == version)
        found = snapshot.indexes[version] = build(version, entries)
    return found


def _entry(ref: KbliRef, terms: tuple[str, ...]) -> Entry:
    texts = [(Field.TERM, term) for term in terms]
    texts += [(Field.PLAIN, ref.plain), (Field.PLAIN, ref.plain_en), (Field.TITLE, ref.official_title)]
    texts += [(Field.DESCRIPTION, text) for text in (ref.description, ref.description_en, ref.official_description)]
    return Entry(ref.version, ref.code, tuple((where, text) for where, text in texts if text))


def _snapshot() -> _Snapshot:
    global _kept
    stamp = DataStamp.objects.filter(id=1).values_list("value", flat=True).first()
    kept = _kept
    if kept is None or kept.stamp != stamp:
        kept = _kept = _read(stamp)
    return kept


def _read(stamp: UUID | None) -> _Snapshot:
    terms: dict[tuple[str, str], list[str]] = {}
    for version, code, term in SearchTerm.objects.order_by("term").values_list("kbli_class__version", "kbli_class__code", "term"):
        terms.setdefault((version, code), []).append(term)
    return _Snapshot(
        stamp,
        MappingProxyType({(row.version, row.code): _ref(row) for row in KbliClass.objects.all()}),
        MappingProxyType({key: tuple(words) for key, words in terms.items()}),
    )


def _ref(row: KbliClass) -> KbliRef:
    return KbliRef(
        version=row.version,
        code=row.code,
        official_title=row.official_title,
        plain=row.plain,
        plain_en=row.plain_en,
        description=row.description,
        description_en=row.description_en,
        group=row.group,
        source=row.source,
        verified=row.verified,
        official_description=row.official_description,
    )
