"""People, enrolments and businesses as pages need them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils.translation import gettext as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.encryption import Keyring, keyring
from okoce.core.personal import Subject
from okoce.members.models import Business, Consent, Enrolment, Person
from okoce.members.rules import masked_name, masked_nik

OFFICERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)


@dataclass(frozen=True, slots=True)
class Self:
    """One of the people who share a phone, as she picks herself: name and kecamatan."""

    person_id: UUID
    name: str
    domicile: str


@dataclass(frozen=True, slots=True)
class Member:
    """A person with her current (or last) enrolment, as her record shows it. The NIK is masked."""

    person_id: UUID
    name: str
    nik: str
    birth_on: date | None
    sex: str
    domicile: str
    is_synthetic: bool
    enrolment_id: UUID | None
    started_on: date | None
    ended_on: date | None
    end_reason: str
    entry_status: str
    mentor_id: UUID | None
    business_id: UUID | None
    business: str
    consents: Mapping[str, datetime]
    withdrawn: frozenset[str] = frozenset()

    @property
    def is_open(self) -> bool:
        return self.enrolment_id is not None and self.ended_on is None


def visible_to(actor: Actor) -> QuerySet[Person]:
    """The people whose record the actor may open: herself, an officer's area, a mentor's members. Nobody by default."""
    return Person.objects.filter(visible_filter(actor))


def visible_filter(actor: Actor) -> Q:
    """Condition on Person for :func:`visible_to`."""
    living = Q(closed_at__isnull=True)
    condition = Q(pk__in=[])
    if actor.person_id is not None:
        condition |= Q(pk=actor.person_id)
    for scope in actor.places(*OFFICERS):
        if scope == EVERYWHERE:
            return living
        condition |= Q(domicile_id=scope) | Q(domicile__code__startswith=f"{scope}.")
    if actor.has(Role.MENTOR):
        mine = Enrolment.objects.filter(person=OuterRef("pk"), mentor_id=actor.user_id, ended_on__isnull=True)
        condition |= Q(Exists(mine))
    return living & condition


def member(person_id: UUID) -> Member | None:
    """One record, in four queries; the caller has asked ``may_open_record`` and logs the opening."""
    return members([person_id]).get(person_id)


def members(person_ids: Collection[UUID]) -> dict[UUID, Member]:
    """Several records in four queries, whatever their number."""
    ring, these = keyring(settings.SECRETS_DIR), one_of(person_ids)
    by_latest = F("ended_on").asc(nulls_last=True), "started_on"  # of several the last one wins: the open or the latest ended
    enrolments = {row.person_id: row for row in Enrolment.objects.filter(person_id__in=these).order_by(*by_latest)}
    running_last = F("closed_on").asc(nulls_last=True), "-id"
    businesses = {row.person_id: row for row in Business.objects.filter(person_id__in=these).order_by(*running_last)}
    standing, withdrawn = _consents(person_ids)
    return {
        person.id: _member(
            ring,
            person,
            enrolments.get(person.id),
            businesses.get(person.id),
            standing.get(person.id, {}),
            frozenset(withdrawn.get(person.id, set()) - standing.get(person.id, {}).keys()),
        )
        for person in Person.objects.filter(id__in=these, closed_at__isnull=True)
    }


def _consents(person_ids: Collection[UUID]) -> tuple[dict[UUID, dict[str, datetime]], dict[UUID, set[str]]]:
    """Consents that stand, and purposes of which one was withdrawn at some time."""
    standing: dict[UUID, dict[str, datetime]] = {}
    withdrawn: dict[UUID, set[str]] = {}
    rows = Consent.objects.filter(person_id__in=one_of(person_ids)).values_list("person_id", "purpose", "given_at", "withdrawn_at")
    for person_id, purpose, given_at, withdrawn_at in rows:
        if withdrawn_at is None:
            standing.setdefault(person_id, {})[purpose] = given_at
        else:
            withdrawn.setdefault(person_id, set()).add(purpose)
    return standing, withdrawn


def one_of(ids: Collection[UUID]) -> RawSQL:
    """Ids as one array: a statement with a placeholder for each of a thousand costs the driver more than its rows."""
    return RawSQL("SELECT unnest(%s::uuid[])", [list(ids)])


def _member(
    ring: Keyring,
    person: Person,
    enrolment: Enrolment | None,
    business: Business | None,
    consents: Mapping[str, datetime],
    withdrawn: frozenset[str],
) -> Member:
    return Member(
        person_id=person.id,
        name=person.name,
        nik=masked_nik(ring.open(person.nik_sealed, "nik")) if person.nik_sealed else "",
        birth_on=person.birth_on,
        sex=person.sex,
        domicile=person.domicile_id,
        is_synthetic=person.is_synthetic,
        enrolment_id=enrolment.id if enrolment else None,
        started_on=enrolment.started_on if enrolment else None,
        ended_on=enrolment.ended_on if enrolment else None,
        end_reason=enrolment.end_reason if enrolment else "",
        entry_status=enrolment.entry_status if enrolment else "",
        mentor_id=enrolment.mentor_id if enrolment else None,
        business_id=business.id if business else None,
        business=business.description if business else "",
        consents=consents,
        withdrawn=withdrawn,
    )


def persons_with_phone(phone_hash: bytes) -> tuple[Self, ...]:
    """Everybody who is served by one phone, oldest first."""
    people = Person.objects.filter(phone_hash=phone_hash).order_by("created_at", "id")
    return tuple(Self(person.id, person.name, person.domicile_id) for person in people)


def person_id_by_nik(nik: str) -> UUID | None:
    """The person of a NIK; for services and for officers at the counter, never for anonymous pages."""
    nik_hash = keyring(settings.SECRETS_DIR).keyed_hash(nik, "nik")
    return Person.objects.filter(nik_hash=nik_hash).values_list("id", flat=True).first()


def persons_by_nik(niks: Collection[str]) -> dict[str, UUID]:
    """The persons of several NIK, in one query; under the same terms as :func:`person_id_by_nik`."""
    ring = keyring(settings.SECRETS_DIR)
    hashes = {ring.keyed_hash(nik, "nik"): nik for nik in niks}
    these = RawSQL("SELECT unnest(%s::bytea[])", [list(hashes)])
    rows = Person.objects.filter(nik_hash__in=these).values_list("nik_hash", "id") if hashes else ()
    return {hashes[bytes(nik_hash)]: person_id for nik_hash, person_id in rows if nik_hash is not None}


def persons_by_enrolment(enrolments: Collection[UUID]) -> dict[UUID, UUID]:
    """Whose several enrolments are, in one query; unknown ones are missing."""
    return dict(Enrolment.objects.filter(id__in=one_of(enrolments)).values_list("id", "person_id")) if enrolments else {}


LOOK_ALIKES = """
    SELECT DISTINCT g.name, g.birth_on
    FROM unnest(%s::text[], %s::date[]) AS g (name, birth_on)
    JOIN members_person p ON p.birth_on = g.birth_on AND lower(p.name) = lower(g.name)
    WHERE p.nik_hash IS NOT NULL
"""


def look_alikes(people: Collection[tuple[str, date]]) -> set[tuple[str, date]]:
    """Those of several (name, birth date) under which somebody is registered; whether it is she, a person must say."""
    if not people:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(LOOK_ALIKES, [[name for name, _on in people], [on for _name, on in people]])
        return {(row[0], row[1]) for row in cursor.fetchall()}


def full_nik(person_id: UUID) -> str:
    """The whole NIK, for an officer who has given her reason and is logged; empty where none is kept. Never for lists."""
    sealed = Person.objects.filter(id=person_id).values_list("nik_sealed", flat=True).first()
    return keyring(settings.SECRETS_DIR).open(bytes(sealed), "nik") if sealed else ""


def phone_of(person_id: UUID) -> str:
    """The registered phone (E.164), for messages; never for pages. Empty where the record is closed."""
    return phones_of([person_id]).get(person_id, "")


def phones_of(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """The registered phones of several people; whose record is closed is missing."""
    if not person_ids:
        return {}
    ring = keyring(settings.SECRETS_DIR)
    sealed = Person.objects.filter(id__in=person_ids, closed_at__isnull=True).values_list("id", "phone_sealed")
    return {person_id: ring.open(phone, "phone") for person_id, phone in sealed if phone is not None}


def masked_names(person_ids: Collection[UUID]) -> dict[UUID, str]:
    """Names of which only the first letters show, for lists of those who may count but not know."""
    rows = Person.objects.filter(id__in=person_ids).values_list("id", "name", "closed_at")
    return {person_id: masked_name(name) if closed_at is None else _("data dihapus") for person_id, name, closed_at in rows}


def subject_of(person_id: UUID) -> Subject | None:
    """Everything by which somebody's data may be filed, also while her record is being erased; None where nothing is left."""
    person = Person.objects.filter(id=person_id, erased_at__isnull=True).first()
    if person is None or person.phone_sealed is None:
        return None
    ring = keyring(settings.SECRETS_DIR)
    phone = ring.open(person.phone_sealed, "phone")
    others = Person.objects.filter(phone_hash=ring.keyed_hash(phone, "phone")).exclude(id=person_id)
    nik = ring.open(person.nik_sealed, "nik") if person.nik_sealed else ""
    return Subject(person.id, person.name, nik, phone, person.birth_on, others.exists())


def holds_synthetic() -> bool:
    """Whether invented people are among the members: then every figure says so."""
    return Person.objects.filter(is_synthetic=True).exists()


def holds_real() -> bool:
    """Whether real people are among the members: then no invented ones may be added."""
    return Person.objects.filter(is_synthetic=False).exists()
