"""Who was trained or mentored a while ago and has no permit: counted by kelurahan, and by name, the longest waiting first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Least

from okoce.accounts.queries import Actor
from okoce.core.phone_numbers import masked
from okoce.members.enums import EntryStatus, Purpose
from okoce.members.queries import members, phones_of, visible_to
from okoce.places.queries import refs
from okoce.regulations.queries import rows_for
from okoce.stages.p4_licensing.enums import DayState, Licence, NoLicence, PermitState, Waiting
from okoce.stages.p4_licensing.models import Application, CounterInvite, LicenceWait, Permit, SavedAnswer

BESIDE = (Licence.SKU, Licence.KKPR, Licence.BRAND)
"""Papers that help towards a permit or protect a name: whoever holds nothing else still lacks a permit."""
BLOCKING = {("zone", "green"): NoLicence.GREEN_ZONE, ("place", "flat_upper"): NoLicence.UPPER_FLOOR}
"""Answers about her business that say why a NIB cannot come at this place."""
TRAINED_DAYS, MENTORED_DAYS, REST_DAYS = "licensing.stuck_trained_days", "worklist.no_licence_days", "licensing.declined_rest_days"
Rows = QuerySet[Any, Any]


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Days after training and mentoring, and for how long somebody who declined is left alone."""

    trained: int
    mentored: int
    rest: int


@dataclass(frozen=True, slots=True)
class Narrow:
    """What a list is narrowed to; empty narrows nothing. ``longer``: waiting for more than so many days."""

    place: str = ""
    why: str = ""
    longer: int = 0


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """How many wait in one kelurahan, and since when the longest."""

    code: str
    name: str
    kecamatan: str
    count: int
    oldest: date


@dataclass(frozen=True, slots=True)
class StuckLine:
    """One person of the list. ``phone`` is masked, and empty where she does not want to be called."""

    person_id: UUID
    name: str
    kelurahan: str
    why: Waiting
    since: date
    days: int
    phone: str
    blocked: str
    may_contact: bool
    is_synthetic: bool


def thresholds(today: date) -> Thresholds:
    """The rules in force, in one query."""
    found = rows_for({TRAINED_DAYS, MENTORED_DAYS, REST_DAYS}, today)
    return Thresholds(*(int(str(found[code].value)) for code in (TRAINED_DAYS, MENTORED_DAYS, REST_DAYS)))


def stuck(actor: Actor, today: date, days: Thresholds, narrow: Narrow | None = None) -> Rows:
    """Who stands on the list within the actor's scope, with ``since``. Who is invited to a day to come is not on it."""
    trained, mentored = today - timedelta(days=days.trained), today - timedelta(days=days.mentored)
    rows: Rows = LicenceWait.objects.filter(Q(trained_on__lt=trained) | Q(mentored_on__lt=mentored), enrolment__ended_on=None)
    rows = rows.exclude(enrolment__entry_status=EntryStatus.LICENSED).filter(person__in=visible_to(actor))
    rows = rows.exclude(declined_on__gte=today - timedelta(days=days.rest))
    rows = rows.filter(~Exists(_permits()), ~Exists(_applications()), ~Exists(invited()))
    rows = rows.annotate(since=Least(Coalesce("trained_on", "mentored_on"), Coalesce("mentored_on", "trained_on")))
    return _narrowed(rows, today, narrow or Narrow())


def _narrowed(rows: Rows, today: date, narrow: Narrow) -> Rows:
    if narrow.place:
        rows = rows.filter(Q(person__domicile_id=narrow.place) | Q(person__domicile__code__startswith=f"{narrow.place}."))
    if narrow.why == Waiting.MENTORED:
        rows = rows.filter(mentored_on__isnull=False)
    elif narrow.why == Waiting.TRAINED:
        rows = rows.filter(mentored_on=None)
    if narrow.longer:
        rows = rows.filter(since__lt=today - timedelta(days=narrow.longer))
    return rows


def _permits() -> QuerySet[Permit, Permit]:
    return Permit.objects.filter(person=OuterRef("pk")).exclude(state=PermitState.REFUTED).exclude(licence__in=BESIDE)


def _applications() -> QuerySet[Application, Application]:
    return Application.objects.filter(person=OuterRef("pk"), outcome="").exclude(licence__in=BESIDE)


def invited() -> QuerySet[CounterInvite, CounterInvite]:
    """Invitations to a day that was not held yet, and to which she did not say that she cannot come."""
    return CounterInvite.objects.filter(person=OuterRef("pk"), day__state=DayState.PLANNED, cannot_come="")


def by_place(rows: Rows) -> list[PlaceCount]:
    """Counts of each kelurahan, the fullest first, in one query."""
    groups = rows.order_by().values("person__domicile_id").annotate(count=Count("pk"), oldest=Min("since"))
    counted: list[PlaceCount] = []
    for group in groups:
        place = refs().get(group["person__domicile_id"])
        name, kecamatan = (place.name, place.kecamatan_name) if place else (group["person__domicile_id"], "")
        counted.append(PlaceCount(group["person__domicile_id"], name, kecamatan, group["count"], group["oldest"]))
    return sorted(counted, key=lambda item: (-item.count, item.code))


def longest_first(rows: Rows) -> Rows:
    """In the order in which they should be called."""
    reason = Case(When(mentored_on__isnull=False, then=Value(Waiting.MENTORED.value)), default=Value(Waiting.TRAINED.value))
    found: Rows = rows.annotate(why=reason, domicile=F("person__domicile_id")).order_by("since", "pk")
    return found


def lines(rows: Collection[Any], today: date) -> list[StuckLine]:
    """Some rows of :func:`longest_first` with names, phones and what blocks them; a handful of queries for all."""
    ids = [row.person_id for row in rows]
    known, blocked = members(ids), blocked_by(ids)
    willing = {person_id for person_id, member in known.items() if Purpose.CONTACT in member.consents}
    phones = phones_of(willing)
    return [
        StuckLine(
            person_id=row.person_id,
            name=known[row.person_id].name,
            kelurahan=refs()[row.domicile].name if row.domicile in refs() else row.domicile,
            why=Waiting(row.why),
            since=row.since,
            days=(today - row.since).days,
            phone=masked(phones[row.person_id]) if row.person_id in phones else "",
            blocked=str(blocked[row.person_id].label) if row.person_id in blocked else "",
            may_contact=row.person_id in willing,
            is_synthetic=known[row.person_id].is_synthetic,
        )
        for row in rows
        if row.person_id in known
    ]


def blocked_by(person_ids: Collection[UUID]) -> dict[UUID, NoLicence]:
    """What their saved answers say against a permit at this place; the latest answer of a question counts."""
    asked = {question for question, _answer in BLOCKING}
    saved = SavedAnswer.objects.filter(business__person__in=list(person_ids), question__in=asked)
    latest = saved.order_by("business", "question", "-number").distinct("business", "question")
    found: dict[UUID, NoLicence] = {}
    for person_id, question, answer in latest.values_list("business__person", "question", "answer"):
        if (question, answer) in BLOCKING:
            found[person_id] = BLOCKING[question, answer]
    return found


def declined_counts(actor: Actor, today: date, days: Thresholds) -> dict[str, int]:
    """How many are left alone because they said that they do not want a permit or cannot get one, by reason."""
    rows = LicenceWait.objects.filter(declined_on__gte=today - timedelta(days=days.rest), enrolment__ended_on=None)
    groups = rows.filter(person__in=visible_to(actor)).order_by().values("declined_reason").annotate(count=Count("pk"))
    return {group["declined_reason"]: group["count"] for group in groups.order_by("-count", "declined_reason")}
