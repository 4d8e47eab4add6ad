"""Saved work lists: who waits for what. Each is a condition on people, counted live within the reader's scope."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from okoce.accounts.enums import Role
from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.facts.queries import live_rows
from okoce.members.enums import EntryStatus
from okoce.members.queries import visible_to
from okoce.places.queries import province_choices
from okoce.regulations.queries import rows_for
from okoce.stages.p1_registration.queries.desk import late_requests

OFFICERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)
People = QuerySet[Any, Any]

TRAINING = ("training.attended",)
MENTORING = ("mentoring.visit", "mentoring.session")
LICENCE = ("licence.issued",)
MARKET = ("market.stall_day", "market.sale")
BOOKS = ("books.month",)
LOAN = ("loan.disbursed",)
STAGE_KINDS: Final = {2: TRAINING, 3: MENTORING, 4: LICENCE, 5: MARKET, 6: BOOKS, 7: LOAN}
"""Which facts say that something of a stage has happened. Whether the stage is passed is the edition's business."""


@dataclass(frozen=True, slots=True)
class Worklist:
    """``title`` may name ``%(days)s``, the threshold set by the rule ``rule``. ``todo``: what to do with whoever stands here."""

    code: str
    title: str | Promise
    todo: str | Promise
    empty: str | Promise
    condition: Callable[[date, int], Q]
    rule: str = ""
    order: str = "since"


def has(*kinds: str, before: date | None = None, since: date | None = None) -> Exists:
    """The enrolment has a live fact of one of the kinds, dated before or since a day where given."""
    rows = live_rows(*kinds).filter(person_id=OuterRef("pk"), enrolment_id=OuterRef("enrolled__id"))
    if before is not None:
        rows = rows.filter(occurred_on__lt=before)
    if since is not None:
        rows = rows.filter(occurred_on__gte=since)
    return Exists(rows)


def enrolled(actor: Actor) -> People:
    """The people of the actor's scope who take part today."""
    rows = visible_to(actor).annotate(enrolled=FilteredRelation("enrolments", condition=Q(enrolments__ended_on__isnull=True)))
    taking_part: People = rows.filter(enrolled__isnull=False).annotate(since=F("enrolled__started_on"))
    return taking_part


def with_latest_enrolment(rows: People) -> People:
    """People with the enrolment that is open or, where all have ended, the one that began last."""
    newest = rows.model.objects.filter(pk=OuterRef("pk")).order_by("-enrolments__started_on", "-enrolments__id")
    rows = rows.annotate(enrolled=FilteredRelation("enrolments", condition=Q(enrolments__id__isnull=False)))
    latest: People = rows.filter(enrolled__id=Subquery(newest.values("enrolments__id")[:1])).annotate(
        since=F("enrolled__started_on")
    )
    return latest


def _no_training(today: date, days: int) -> Q:
    return Q(enrolled__started_on__lt=today - timedelta(days=days)) & ~Q(has(*TRAINING))


def _no_mentoring(today: date, days: int) -> Q:
    return Q(has(*TRAINING, before=today - timedelta(days=days))) & ~Q(has(*MENTORING))


def _no_licence(today: date, days: int) -> Q:
    unlicensed = ~Q(enrolled__entry_status=EntryStatus.LICENSED)
    return unlicensed & Q(has(*MENTORING, before=today - timedelta(days=days))) & ~Q(has(*LICENCE))


def _books_stopped(today: date, days: int) -> Q:
    edge = today - timedelta(days=days)
    return Q(has(*BOOKS, before=edge)) & ~Q(has(*BOOKS, since=edge))


def _community_late(today: date, days: int) -> Q:
    return Q(Exists(late_requests(today).filter(enrolment_id=OuterRef("enrolled__id"))))


def _new(today: date, days: int) -> Q:
    return Q(enrolled__started_on__gt=today - timedelta(days=days))


def _elsewhere(today: date, days: int) -> Q:
    return Q(domicile_id__in=[code for code, _name in province_choices()])


WORKLISTS: Final = (
    Worklist(
        "belum-pelatihan",
        _("Terdaftar lebih dari %(days)s hari, belum pelatihan"),
        _("Telepon atau datangi, tanyakan halangannya, lalu tawarkan jadwal pelatihan terdekat."),
        _("Semua anggota sudah ikut pelatihan, atau baru saja mendaftar."),
        _no_training,
        "worklist.no_training_days",
    ),
    Worklist(
        "belum-didampingi",
        _("Sudah pelatihan lebih dari %(days)s hari, belum didampingi"),
        _("Tunjuk pendamping dan buat janji kunjungan pertama."),
        _("Semua yang sudah pelatihan sudah didampingi."),
        _no_mentoring,
        "worklist.no_mentoring_days",
    ),
    Worklist(
        "belum-izin",
        _("Sudah didampingi, belum punya izin lebih dari %(days)s hari"),
        _("Tanyakan apa yang menghalangi NIB. Bantu mengisinya, atau catat alasannya."),
        _("Semua yang didampingi sudah punya izin."),
        _no_licence,
        "worklist.no_licence_days",
    ),
    Worklist(
        "laporan-berhenti",
        _("Laporan keuangan berhenti lebih dari %(days)s hari"),
        _("Tanyakan kabar usahanya. Bantu mencatat bulan yang terlewat."),
        _("Tidak ada laporan yang terhenti."),
        _books_stopped,
        "worklist.books_stopped_days",
    ),
    Worklist(
        "komunitas-terlambat",
        _("Menunggu jawaban komunitas lewat batas waktu"),
        _("Hubungi komunitasnya, atau bantu anggota memilih komunitas lain."),
        _("Semua komunitas menjawab tepat waktu."),
        _community_late,
    ),
    Worklist(
        "baru",
        _("Baru mendaftar dalam %(days)s hari"),
        _("Sapa mereka, jelaskan langkah berikutnya, dan ajak ke pelatihan pertama."),
        _("Belum ada pendaftar baru. Daftarkan orang di loket."),
        _new,
        "worklist.new_days",
        order="-since",
    ),
    Worklist(
        "luar-jakarta",
        _("Tinggal di luar Jakarta"),
        _("Periksa apakah mereka masih berusaha di Jakarta. Jika sudah pindah, catat keluarnya."),
        _("Semua anggota tinggal di Jakarta."),
        _elsewhere,
    ),
)
BY_CODE: Final = {item.code: item for item in WORKLISTS}


def offered(actor: Actor) -> tuple[Worklist, ...]:
    """The lists that can hold somebody for this reader: who is over places of Jakarta alone sees nobody from elsewhere."""
    sees_elsewhere = EVERYWHERE in actor.places(*OFFICERS) or actor.has(Role.MENTOR)
    return tuple(item for item in WORKLISTS if sees_elsewhere or item.code != "luar-jakarta")


def thresholds(today: date) -> dict[str, int]:
    """The days of each list by its code, from the rules in force, in one query."""
    values = rows_for({item.rule for item in WORKLISTS if item.rule}, today)
    return {item.code: int(str(values[item.rule].value)) if item.rule else 0 for item in WORKLISTS}


def people_on(item: Worklist, actor: Actor, today: date, days: Mapping[str, int]) -> People:
    """Who stands on a list, within the actor's scope."""
    return enrolled(actor).filter(item.condition(today, days[item.code]))


def counts(actor: Actor, today: date, days: Mapping[str, int]) -> dict[str, int]:
    """How many stand on each list, in one query."""
    asked = {
        f"list_{number}": Count("pk", filter=item.condition(today, days[item.code])) for number, item in enumerate(offered(actor))
    }
    found = enrolled(actor).aggregate(**asked)
    return {item.code: found[f"list_{number}"] for number, item in enumerate(offered(actor))}
