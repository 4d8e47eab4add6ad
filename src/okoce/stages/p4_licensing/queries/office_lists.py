"""Lists of the permit office: what they confirm, what they do not hold, and whose a permit is."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.encryption import keyring
from okoce.members.queries import visible_to
from okoce.places.queries import refs
from okoce.stages.p4_licensing.enums import OFFICERS, Licence, ListState, Match, PermitState
from okoce.stages.p4_licensing.models import OfficeEntry, OfficeList, Permit
from okoce.stages.p4_licensing.queries.permits import NUMBER, PermitLine, lines
from okoce.stages.p4_licensing.rules.formats import Number, key_of, names_a_paper
from okoce.stages.p4_licensing.rules.formats import read as read_number
from okoce.stages.p4_licensing.rules.matching import KnownPermit, ListedPermit, Matched, matched

__all__ = [
    "HERS",
    "KnownPermit",
    "ListCounts",
    "ListedPermit",
    "Matched",
    "Number",
    "Owner",
    "PlaceShare",
    "confirmed",
    "counts",
    "known_permits",
    "lists",
    "matched",
    "not_held",
    "number_hash",
    "owner",
    "read_number",
    "shares",
]
HERS = (Match.CONFIRMS, Match.NEW, Match.SAME, Match.CHANGES)
"""Rows that say of a permit that it is a member's."""


@dataclass(frozen=True, slots=True)
class ListCounts:
    """One list in numbers: rows that could be read, by what they are."""

    rows: int
    hers: int
    by_match: Mapping[str, int]
    rejected: int


@dataclass(frozen=True, slots=True)
class PlaceShare:
    """Permits of a list that belong to members of one kelurahan, by kind of permit."""

    code: str
    name: str
    licence: str
    count: int


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose a number is: a member's permit, and the latest list that holds the number, if one does. ``is_stranger``: the list
    holds it for somebody who is no member of the reader's places."""

    permits: tuple[PermitLine, ...]
    as_of: date | None
    is_stranger: bool


def number_hash(licence: str, typed: str, person_id: UUID | None = None) -> bytes | None:
    """As permits are found by; None where a text names no paper and nobody is given."""
    key = key_of(licence, typed)
    if names_a_paper(key):
        return keyring(settings.SECRETS_DIR).keyed_hash(f"{licence}:{key}", NUMBER)
    if person_id is None:
        return None
    return keyring(settings.SECRETS_DIR).keyed_hash(f"{licence}:{person_id}:{key}", NUMBER)


def known_permits(person_ids: Collection[UUID], hashes: Collection[bytes]) -> tuple[KnownPermit, ...]:
    """The permits of several people and everybody's permits with some numbers, in two queries."""
    these = RawSQL("SELECT unnest(%s::uuid[])", [list(person_ids)])
    numbers = RawSQL("SELECT unnest(%s::bytea[])", [list(hashes)])
    rows = Permit.objects.filter(Q(person_id__in=these) | Q(number_hash__in=numbers), number_hash__isnull=False)
    entries = OfficeEntry.objects.filter(person_id__in=these, match__in=HERS, office_list__state=ListState.MATCHED)
    listed = {
        (person_id, licence, bytes(key or b"")): as_of
        for person_id, licence, key, as_of in entries.values_list("person_id", "licence", "number_hash")
        .annotate(as_of=Max("office_list__as_of"))
        .order_by()
    }
    return tuple(
        KnownPermit(
            person_id=row.person_id,
            licence=row.licence,
            number_hash=bytes(row.number_hash or b""),
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            state=row.state,
            source=row.source,
            fact_id=row.fact_id,
            listed_as_of=listed.get((row.person_id, row.licence, bytes(row.number_hash or b""))),
        )
        for row in rows
    )


def lists(actor: Actor) -> QuerySet[OfficeList, OfficeList]:
    """Lists of the offices over which somebody acts, the latest date first."""
    rows = OfficeList.objects.order_by("-as_of", "-uploaded_at")
    wanted = Q(pk__in=[])
    for scope in actor.places(*OFFICERS):
        if scope == EVERYWHERE:
            return rows
        wanted |= Q(place_code=scope) | Q(place_code__startswith=f"{scope}.")
    return rows.filter(wanted)


def counts(found: OfficeList) -> ListCounts:
    groups = dict(OfficeEntry.objects.filter(office_list=found).order_by().values_list("match").annotate(count=Count("pk")))
    by_match = {str(code): groups.get(str(code), 0) for code in Match}
    # Entries of strangers go after their days; that they were there stays in ``rows_strangers``.
    by_match[str(Match.STRANGER)] = max(by_match[str(Match.STRANGER)], found.rows_strangers)
    return ListCounts(sum(by_match.values()), sum(by_match[str(code)] for code in HERS), by_match, found.rows_rejected)


def shares(found: OfficeList) -> list[PlaceShare]:
    """Whose permits they are: members' permits of a list by kelurahan and kind."""
    rows = OfficeEntry.objects.filter(office_list=found, match__in=HERS).order_by()
    groups = rows.annotate(place=F("person__domicile_id")).values_list("place", "licence").annotate(count=Count("pk"))
    named = [
        PlaceShare(code, refs()[code].name if code in refs() else code, str(Licence(licence).label), count)
        for code, licence, count in groups
    ]
    return sorted(named, key=lambda item: (-item.count, item.name, item.licence))


def confirmed(actor: Actor, found: OfficeList) -> QuerySet[Permit, Permit]:
    """Permits of the reader's members that this list holds."""
    entry = OfficeEntry.objects.filter(
        office_list=found,
        match__in=HERS,
        person=OuterRef("person"),
        licence=OuterRef("licence"),
        number_hash=OuterRef("number_hash"),
    )
    rows = Permit.objects.filter(Exists(entry), person__in=visible_to(actor))
    return rows.exclude(state=PermitState.REFUTED).order_by("-issued_on", "id")


def not_held(actor: Actor, found: OfficeList) -> QuerySet[Permit, Permit]:
    """Permits of the reader's members that could stand on this list and do not: of a kind that it holds, issued by its date, in the
    places of the office that uploaded it. Not found is not wrong: a list may be of one office alone."""
    entry = OfficeEntry.objects.filter(
        office_list=found, licence=OuterRef("licence"), number_hash=OuterRef("number_hash"), person=OuterRef("person")
    )
    kinds = OfficeEntry.objects.filter(office_list=found).order_by().values("licence").distinct()
    rows = Permit.objects.filter(~Exists(entry), licence__in=kinds, issued_on__lte=found.as_of, person__in=visible_to(actor))
    if found.place_code:
        here = Q(person__domicile_id=found.place_code) | Q(person__domicile__code__startswith=f"{found.place_code}.")
        rows = rows.filter(here)
    return rows.exclude(state=PermitState.REFUTED).order_by("-issued_on", "id")


def owner(actor: Actor, licence: str, typed: str) -> Owner:
    """Whose a number is, as far as the reader may know."""
    key = number_hash(licence, typed)
    if key is None:
        return Owner((), None, is_stranger=False)
    permits = Permit.objects.filter(licence=licence, number_hash=key, person__in=visible_to(actor)).order_by("reported_at")
    entries = OfficeEntry.objects.filter(licence=licence, number_hash=key, office_list__in=lists(actor))
    entry = (
        entries.filter(office_list__state=ListState.MATCHED).order_by("-office_list__as_of").select_related("office_list").first()
    )
    held = lines(permits)
    return Owner(held, entry.office_list.as_of if entry else None, is_stranger=entry is not None and not held)
