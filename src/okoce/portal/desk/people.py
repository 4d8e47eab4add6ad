"""Lists of people: filters said in words, two orders, pages by the last row, look-alike names."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any, Final
from uuid import UUID

from django.contrib.postgres.search import TrigramWordSimilarity
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from okoce.accounts.queries import Actor
from okoce.members.enums import EntryStatus
from okoce.members.queries import visible_to
from okoce.places.queries import refs
from okoce.portal.desk.stages import Progress, progress_of
from okoce.portal.desk.worklists import STAGE_KINDS, People, enrolled, has, with_latest_enrolment

PAGE = 50
PORTION = 500
"""Rows whose stages are read together where a whole list is gone through."""
SHORTEST_SEARCH = 2
ORDERS: Final = {"nama": "name", "-nama": "-name", "sejak": "since", "-sejak": "-since"}
UNSORTED: Final = "sejak"


@dataclass(frozen=True, slots=True)
class Row:
    """A person as a list shows her."""

    person_id: UUID
    name: str
    kelurahan: str
    kecamatan: str
    since: date | None
    ended_on: date | None
    entry_status: str
    is_synthetic: bool
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to; empty strings and None narrow nothing."""

    kelurahan: str = ""
    entry_status: str = ""
    with_stage: int | None = None
    without_stage: int | None = None
    since: date | None = None

    def narrow(self, rows: People) -> People:
        if self.kelurahan:
            rows = rows.filter(Q(domicile_id=self.kelurahan) | Q(domicile__code__startswith=f"{self.kelurahan}."))
        if self.entry_status:
            rows = rows.filter(enrolled__entry_status=self.entry_status)
        if self.with_stage:
            rows = rows.filter(has(*STAGE_KINDS[self.with_stage]))
        if self.without_stage:
            rows = rows.exclude(has(*STAGE_KINDS[self.without_stage]))
        if self.since:
            rows = rows.filter(enrolled__started_on__gte=self.since)
        return rows


@dataclass(frozen=True, slots=True)
class ListPage:
    """Some rows, and the person after whom the next page begins, if there is one."""

    rows: tuple[Row, ...]
    next_after: UUID | None
    is_first: bool


def page_of(rows: People, actor: Actor, order: str, after: UUID | None, today: date) -> ListPage:
    """One page of a list. The place in it is a person, not a number: rows that leave the list meanwhile move nobody."""
    field = order_of(order)
    name, descending = field.lstrip("-"), field.startswith("-")
    anchor = enrolled(actor).filter(pk=after).values_list(name, flat=True).first() if after else None
    if anchor is not None:
        side = "lt" if descending else "gt"
        rows = rows.filter(Q(**{f"{name}__{side}": anchor}) | Q(**{name: anchor, f"pk__{side}": after}))
    found = list(_ordered(rows, field)[: PAGE + 1])
    following = found[PAGE - 1]["pk"] if len(found) > PAGE else None
    return ListPage(_rows(found[:PAGE], today), following, anchor is None)


def every_row(rows: People, order: str, today: date) -> Iterator[Row]:
    """All rows of a list as its pages show them one after another, some at a time; within a transaction."""
    found = _ordered(rows, order_of(order)).iterator(chunk_size=PORTION)
    while portion := list(islice(found, PORTION)):
        yield from _rows(portion, today)


def order_of(order: str) -> str:
    """The field that an order goes by; a word that means nothing is the usual order."""
    return ORDERS.get(order, ORDERS[UNSORTED])


def _ordered(rows: People, field: str) -> QuerySet[Any, dict[str, Any]]:
    """Pages and sheets of a list are portions of this."""
    last = "-pk" if field.startswith("-") else "pk"
    shown: QuerySet[Any, dict[str, Any]] = rows.order_by(field, last).annotate(**_columns()).values(*SHOWN)
    return shown


def looking_like(text: str, actor: Actor, today: date) -> tuple[Row, ...]:
    """The people of the scope whose name looks like a text, the likest first; who has left is found too. At most one page."""
    words = " ".join(text.split())
    if len(words) < SHORTEST_SEARCH:
        return ()
    rows = with_latest_enrolment(visible_to(actor).filter(Q(name__icontains=words) | Q(name__trigram_word_similar=words)))
    likest = rows.annotate(likeness=TrigramWordSimilarity(words, "name")).order_by("-likeness", "name", "pk")
    return _rows(list(likest.annotate(**_columns()).values(*SHOWN)[:PAGE]), today)


SHOWN: Final = ("pk", "name", "domicile_id", "is_synthetic", "since", "ended_on", "status", "enrolment")
STATUS_SHORT: Final = {
    EntryStatus.NONE: _("baru ide"),
    EntryStatus.TRADING: _("sudah berjualan"),
    EntryStatus.LICENSED: _("sudah berizin"),
}


def _columns() -> dict[str, F]:
    return {"ended_on": F("enrolled__ended_on"), "status": F("enrolled__entry_status"), "enrolment": F("enrolled__id")}


def _rows(found: Sequence[dict[str, Any]], today: date) -> tuple[Row, ...]:
    progress = progress_of({row["pk"]: row["enrolment"] for row in found if row["enrolment"]}, today)
    return tuple(_row(row, progress.get(row["pk"])) for row in found)


def _row(row: dict[str, Any], progress: Progress | None) -> Row:
    place = refs().get(row["domicile_id"])
    return Row(
        person_id=row["pk"],
        name=row["name"],
        kelurahan=place.name if place else row["domicile_id"],
        kecamatan=place.kecamatan_name if place else "",
        since=row["since"],
        ended_on=row["ended_on"],
        entry_status=str(STATUS_SHORT[EntryStatus(row["status"])]) if row["status"] else "",
        is_synthetic=row["is_synthetic"],
        progress=progress,
    )
