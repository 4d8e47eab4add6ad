"""Permits as pages and other apps need them, with their numbers opened."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.encryption import keyring
from okoce.members.queries import visible_to
from okoce.stages.p4_licensing.enums import KEEPERS, OFFICERS, FileFormat, Licence, PermitState, Refutation, Source
from okoce.stages.p4_licensing.models import Permit, PermitFile
from okoce.stages.p4_licensing.rules.expiry import Renewal, RenewalRules, Standing, Step, next_step, renewal, standing
from okoce.stages.p4_licensing.rules.formats import key_of, masked, names_a_paper
from okoce.stages.p4_licensing.rules.licences import LICENCE_OF

NUMBER, FILE = "permit-number", "permit-file"
Rows = QuerySet[Permit, Permit]


@dataclass(frozen=True, slots=True)
class PermitLine:
    """One permit as a page shows it. ``by_herself``: she reported it; ``is_renewed``: another stands in its place;
    ``is_doubtful``: another member has the same number (for officers alone)."""

    id: UUID
    person_id: UUID
    licence: Licence
    number: str
    issued_on: date
    valid_until: date | None
    state: PermitState
    source: str
    refutation: str
    reported_at: datetime
    by_herself: bool
    decided_at: datetime | None
    decided_by: UUID | None
    has_file: bool
    is_renewed: bool
    is_doubtful: bool
    fact_id: UUID

    @property
    def source_label(self) -> str:
        return str(Source(self.source).label) if self.source else ""

    @property
    def refutation_label(self) -> str:
        return str(Refutation(self.refutation).label) if self.refutation else ""

    @property
    def masked(self) -> str:
        """The end of the number, for lists."""
        return masked(self.number)

    def stands(self, today: date, rules: RenewalRules) -> Standing:
        return standing(self.valid_until, today, is_renewed=self.is_renewed, remind=rules.remind)

    def window(self, rules: RenewalRules) -> Renewal:
        return renewal(self.licence, self.valid_until, rules) if self.valid_until is not None else Renewal()

    def next_step(self, today: date, rules: RenewalRules) -> Step:
        return next_step(self.state, self.stands(today, rules), self.window(rules), today, has_file=self.has_file)


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A photo or PDF, opened."""

    format: FileFormat
    content: bytes


def by_person(person_id: UUID) -> tuple[PermitLine, ...]:
    """All permits of a person, latest first; the caller has asked ``may_see``."""
    return lines(Permit.objects.filter(person_id=person_id).order_by("-issued_on", "-id"))


def by_number(licence: Licence, number: str) -> tuple[PermitLine, ...]:
    """Everybody's permits of one number, however it was typed; refuted ones too. Never for pages of citizens."""
    key = key_of(licence, number)
    if not names_a_paper(key):
        return ()
    number_hash = keyring(settings.SECRETS_DIR).keyed_hash(f"{licence}:{key}", NUMBER)
    return lines(Permit.objects.filter(licence=licence, number_hash=number_hash).order_by("reported_at", "id"))


def permit(permit_id: UUID) -> PermitLine | None:
    return next(iter(lines(Permit.objects.filter(id=permit_id))), None)


def file_of(permit_id: UUID) -> StoredFile | None:
    """The file of a permit; the caller has asked ``may_see`` and logs the opening."""
    found = PermitFile.objects.filter(permit_id=permit_id).first()
    if found is None:
        return None
    content = keyring(settings.SECRETS_DIR).open_bytes(found.content_sealed, FILE)
    return StoredFile(FileFormat(found.format), content)


def held_tasks(person_id: UUID, today: date) -> frozenset[str]:
    """Tasks of the roadmap that a confirmed permit of hers closes on a day. What she only reported closes none."""
    rows = Permit.objects.filter(Q(valid_until=None) | Q(valid_until__gte=today), person_id=person_id, state=PermitState.CONFIRMED)
    held = set(rows.values_list("licence", flat=True))
    return frozenset(task for task, licence in LICENCE_OF.items() if licence in held)


def lines(rows: Rows) -> tuple[PermitLine, ...]:
    """Rows with their numbers opened; in one query with what stands beside them."""
    ring = keyring(settings.SECRETS_DIR)
    found = rows.annotate(
        has_file=Exists(PermitFile.objects.filter(permit=OuterRef("pk"))),
        is_renewed=Exists(Permit.objects.filter(renews=OuterRef("pk")).exclude(state=PermitState.REFUTED)),
        is_doubtful=Exists(_elsewhere()),
    )
    return tuple(
        PermitLine(
            id=row.id,
            person_id=row.person_id,
            licence=Licence(row.licence),
            number=ring.open(row.number_sealed, NUMBER) if row.number_sealed is not None else "",
            issued_on=row.issued_on,
            valid_until=row.valid_until,
            state=PermitState(row.state),
            source=row.source,
            refutation=row.refutation,
            reported_at=row.reported_at,
            by_herself=row.reporter is None,
            decided_at=row.decided_at,
            decided_by=row.decided_by,
            has_file=row.has_file,
            is_renewed=row.is_renewed,
            is_doubtful=row.is_doubtful and row.state != PermitState.REFUTED,
            fact_id=row.fact_id,
        )
        for row in found
    )


def _elsewhere() -> Rows:
    """Permits of other members with the same number that nobody refuted."""
    same = Permit.objects.filter(licence=OuterRef("licence"), number_hash=OuterRef("number_hash"))
    return same.exclude(person_id=OuterRef("person_id")).exclude(state=PermitState.REFUTED)


def in_scope(actor: Actor) -> Rows:
    """Permits of the people whose record the actor may open on a desk."""
    if EVERYWHERE in actor.places(*KEEPERS):
        return Permit.objects.filter(person__closed_at=None)
    return Permit.objects.filter(person__in=visible_to(actor))


def to_confirm(actor: Actor) -> Rows:
    """What waits for an officer: permits that were only reported, and confirmed ones whose number somebody reported again."""
    if not actor.has(*OFFICERS):
        return Permit.objects.none()
    again = Exists(_elsewhere().filter(state=PermitState.REPORTED))
    waiting = Q(state=PermitState.REPORTED) | (Q(state=PermitState.CONFIRMED) & again)
    return in_scope(actor).filter(waiting).order_by("reported_at", "id")


def ending(actor: Actor, today: date, within: int, licences: Collection[str] = (), place: str = "") -> Rows:
    """Permits that end within so many days, or ended in the last such days, and were not renewed."""
    renewed = Permit.objects.filter(renews=OuterRef("pk")).exclude(state=PermitState.REFUTED)
    span = timedelta(days=within)
    rows = in_scope(actor).exclude(state=PermitState.REFUTED).filter(~Exists(renewed))
    rows = rows.filter(valid_until__gte=today - span, valid_until__lte=today + span)
    if licences:
        rows = rows.filter(licence__in=licences)
    if place:
        rows = rows.filter(Q(person__domicile_id=place) | Q(person__domicile__code__startswith=f"{place}."))
    return rows.order_by("valid_until", "id")
