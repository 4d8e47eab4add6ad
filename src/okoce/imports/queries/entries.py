"""One row of a sheet as what it states: a registration or a fact. Everything that is wrong with it is said at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import TextChoices
from django.utils import timezone

from okoce.core.decisions import NotAllowed, Reason
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import parse_id
from okoce.core.phone_numbers import NotAPhone, normalise
from okoce.facts.enums import Grade
from okoce.facts.kinds import Kind, MeasureField, measure_fields
from okoce.imports.queries.fields import DETAIL, MEASURE, choice_words
from okoce.imports.rules.cells import (
    Cell,
    clean_text,
    is_blank,
    read_date,
    read_month,
    read_nik_cell,
    read_number_cell,
    read_whole,
    read_yes,
    reasons_in,
    refused,
)
from okoce.members.enums import EntryStatus, Purpose
from okoce.members.queries import NikReading, clean_name, read_nik
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p4_licensing.enums import Licence, Match
from okoce.stages.p4_licensing.queries.office_lists import Number, read_number

T = TypeVar("T")
LONGEST_DETAIL = 200


@dataclass(slots=True)
class Entry:
    """What both sorts of rows have. ``reasons`` reject the row; ``doubts`` ask for a look."""

    nik: NikReading | None = None
    name: str = ""
    reasons: list[Reason] = field(default_factory=list)
    doubts: list[Reason] = field(default_factory=list)


@dataclass(slots=True)
class FactEntry(Entry):
    """A fact as a row states it; ``measures`` are typed values, not yet checked against the kind."""

    member: UUID | None = None
    occurred_on: date | None = None
    measures: dict[str, object] = field(default_factory=dict)
    details: dict[str, str] = field(default_factory=dict)
    grade: Grade = Grade.CONFIRMED


@dataclass(slots=True)
class MemberEntry(Entry):
    """A registration as a row states it; place and community are still words."""

    phone: str = ""
    place: str = ""
    kecamatan: str = ""
    business: str = ""
    entry_status: str = ""
    birth_on: date | None = None
    registered_on: date | None = None
    community: str = ""
    referral: str = Referral.OFFICER.value
    consents: frozenset[str] = frozenset()


@dataclass(slots=True)
class PermitEntry(Entry):
    """A permit as a row of the office's list states it; ``match``, ``number_hash`` and ``likeness`` are what judging finds."""

    licence: str = Licence.NIB.value
    number: Number | None = None
    issued_on: date | None = None
    valid_until: date | None = None
    match: Match = Match.STRANGER
    number_hash: bytes | None = None
    likeness: int | None = None


class _Reader:
    """The cells of one row by field, collecting reasons."""

    def __init__(self, cells: Sequence[Cell], columns: Mapping[str, int], reasons: list[Reason]) -> None:
        self.cells, self.columns, self.reasons = cells, columns, reasons

    def cell(self, name: str) -> Cell:
        column = self.columns.get(name)
        return self.cells[column] if column is not None and column < len(self.cells) else ""

    def read(self, name: str, rule: Callable[[Cell], T], empty: str = "") -> T | None:
        """The value of a cell; None where it is empty or refused. ``empty``: the reason for an empty one."""
        cell = self.cell(name)
        if is_blank(cell):
            if empty:
                self.reasons.append(Reason(empty, {"field": name}))
            return None
        try:
            return rule(cell)
        except NotAllowed as refusal:
            self.reasons += reasons_in(name, refusal)
        return None


def fact_entry(cells: Sequence[Cell], columns: Mapping[str, int], kind: Kind) -> FactEntry:
    entry = FactEntry()
    reader = _Reader(cells, columns, entry.reasons)
    entry.nik = reader.read("nik", _nik)
    entry.member = reader.read("member", _member)
    if is_blank(reader.cell("nik")) and is_blank(reader.cell("member")):
        entry.reasons.append(Reason("nik.missing", {"field": "nik"}))
    entry.name = reader.read("name", clean_text) or ""
    entry.occurred_on = reader.read("date", read_date, "cell.missing")
    for item in measure_fields(kind):
        value = reader.read(MEASURE + item.name, measure_rule(item), "cell.missing" if item.required else "")
        if value is not None:
            entry.measures[item.name] = value
    for name in kind.details:
        text = reader.read(DETAIL + name, read_detail, "detail.missing" if name in kind.needs_details else "")
        if text:
            entry.details[name] = text
    grade = reader.read("grade", lambda cell: _choice(Grade, cell))
    entry.grade = Grade(int(grade)) if grade else Grade.CONFIRMED
    return entry


def member_entry(cells: Sequence[Cell], columns: Mapping[str, int], *, consent_attested: bool) -> MemberEntry:
    entry = MemberEntry()
    reader = _Reader(cells, columns, entry.reasons)
    entry.nik = reader.read("nik", _nik, "nik.missing")
    entry.name = reader.read("name", lambda cell: clean_name(clean_text(cell)), "cell.missing") or ""
    entry.phone = reader.read("phone", _phone, "cell.missing") or ""
    entry.place = reader.read("place", clean_text, "cell.missing") or ""
    entry.kecamatan = reader.read("kecamatan", clean_text) or ""
    entry.business = reader.read("business", clean_text, "cell.missing") or ""
    entry.entry_status = reader.read("entry_status", lambda cell: _choice(EntryStatus, cell), "cell.missing") or ""
    entry.birth_on = reader.read("birth_on", read_date)
    entry.registered_on = reader.read("registered_on", read_date)
    entry.community = reader.read("community", clean_text) or ""
    entry.referral = reader.read("referral", lambda cell: _choice(Referral, cell)) or Referral.OFFICER.value
    consent = consent_attested if is_blank(reader.cell("consent")) else reader.read("consent", read_yes)
    if consent is False:
        entry.reasons.append(Reason("consent.programme_missing", {"field": "consent"}))
    contact = reader.read("contact", read_yes)
    entry.consents = frozenset({str(Purpose.PROGRAMME), *([str(Purpose.CONTACT)] if contact else [])})
    return entry


def permit_entry(cells: Sequence[Cell], columns: Mapping[str, int]) -> PermitEntry:
    entry = PermitEntry()
    reader = _Reader(cells, columns, entry.reasons)
    entry.nik = reader.read("nik", _nik, "nik.missing")
    entry.name = reader.read("name", clean_text) or ""
    entry.licence = reader.read("licence", lambda cell: _choice(Licence, cell)) or Licence.NIB.value
    entry.number = reader.read("number", lambda cell: _permit_number(entry.licence, cell), "cell.missing")
    entry.issued_on = reader.read("date", read_date, "cell.missing")
    entry.valid_until = reader.read("valid_until", read_date)
    if entry.issued_on is not None and entry.issued_on > jakarta_date(timezone.now()):
        entry.reasons.append(Reason("date.in_future", {"field": "date"}))
    if entry.issued_on is not None and entry.valid_until is not None and entry.valid_until < entry.issued_on:
        entry.reasons.append(Reason("date.order", {"field": "valid_until"}))
    return entry


def _nik(cell: Cell) -> NikReading:
    return read_nik(read_nik_cell(cell))


def _permit_number(licence: str, cell: Cell) -> Number:
    """A number in the form of its kind; what was typed stays in the sealed cell and is no part of a reason."""
    try:
        return read_number(licence, read_number_cell(cell))
    except NotAllowed as refusal:
        why = refusal.decision.reasons[0]
        raise refused(why.code, **{name: value for name, value in why.params.items() if name != "typed"}) from None


def _member(cell: Cell) -> UUID:
    found = parse_id(clean_text(cell))
    if found is None:
        raise refused("member.unreadable")
    return found


def _phone(cell: Cell) -> str:
    try:
        return normalise(clean_text(cell))
    except NotAPhone as problem:
        raise refused(f"phone.{problem.code.removeprefix('phone_')}") from None


def read_detail(cell: Cell) -> str:
    text = clean_text(cell)
    if len(text) > LONGEST_DETAIL:
        raise refused("text.too_long", longest=LONGEST_DETAIL)
    return text


def _choice(choices: type[TextChoices] | type[Grade], cell: Cell) -> str:
    text = clean_text(cell).lower()
    found = choice_words(choices).get(text)
    if found is None:
        raise refused("choice.unknown")
    return found


def measure_rule(item: MeasureField) -> Callable[[Cell], Any]:
    """How a cell becomes a value of this measure; the rule raises NotAllowed with what is wrong."""
    if issubclass(item.type, TextChoices):
        return lambda cell: _choice(item.type, cell)
    if item.type is date:
        return read_month if item.unit == "month" else read_date
    if item.type is int:
        return lambda cell: _whole(item, cell)
    return _short


def _whole(item: MeasureField, cell: Cell) -> int:
    number = read_whole(cell, rupiah=item.unit == "rupiah")
    if item.minimum is not None and number < item.minimum:
        raise refused("number.too_small", minimum=item.minimum)
    if item.unit != "rupiah" and number > 1_000_000:
        raise refused("number.too_large")
    return number


def _short(cell: Cell) -> str:
    text = clean_text(cell)
    if len(text) > 40:
        raise refused("text.too_long", longest=40)
    return text
