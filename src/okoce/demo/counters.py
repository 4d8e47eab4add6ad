"""A counter day that was held in Tebet Timur, one that is planned, and a matched list of the permit office. All synthetic."""

import csv
import io
from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

from okoce.accounts.queries import Actor
from okoce.demo.partners import TEBET
from okoce.demo.staff import TEBET_TIMUR, Staff
from okoce.facts.queries import live_facts_of
from okoce.imports.enums import Choice, Sort, Verdict
from okoce.imports.services import Columns, Upload, Which, begin_storing, choose, set_columns, upload, work
from okoce.members.queries import full_nik, member, visible_to
from okoce.stages.p4_licensing.enums import AtCounter, NoLicence, Paper
from okoce.stages.p4_licensing.queries.counters import day_of, invites
from okoce.stages.p4_licensing.queries.stuck import Narrow, longest_first, stuck, thresholds
from okoce.stages.p4_licensing.services import Noted, Plan, close_day, invite, note_outcome, plan_day, wait_again

HELD, PLANNED, NOTED = 8, 6, 6
PLACE, OFFICE = "Balai warga RW 04 (contoh)", "UP PTSP Kelurahan Tebet Timur (contoh)"
HEAD = ("NIK", "Nama", "Jenis izin", "Nomor izin", "Tanggal terbit")
COLUMNS = {"nik": 0, "name": 1, "licence": 2, "number": 3, "date": 4}
STRANGERS = ("3174010101800901", "3174014101850902")
"""NIK of nobody: of the right structure, and of no member of the demonstration."""


def hold_counters(staff: Staff, today: date) -> int:
    """How many people were invited. Where Tebet has too few, the city's officer invites from its other kecamatan too."""
    officer = staff.officers[TEBET]
    people = _without_permit(officer, today)
    if len(people) < HELD + PLANNED:
        officer = staff.city
        people = _without_permit(officer, today)
    first = min(HELD, len(people) - 2)
    if first < NOTED:
        return 0
    held = _hold(officer, people[:first], _weekday(today - timedelta(days=12)))
    _plan(officer, people[first:], _weekday(today + timedelta(days=9)))
    if held:
        _match(officer, held, today - timedelta(days=3))
    return len(people)


def _without_permit(officer: Actor, today: date) -> list[UUID]:
    """Those who wait longest in Tebet Timur, and where they are too few, others of Tebet who have no permit. Whether they have one
    is read from the facts, since the worker has not followed them yet."""
    people = visible_to(officer).filter(enrolments__ended_on=None, enrolments__started_on__lt=today - timedelta(days=60))
    wait_again(person_ids=list(people.filter(domicile=TEBET_TIMUR).values_list("pk", flat=True)))
    rows = longest_first(stuck(officer, today, thresholds(today), Narrow(place=TEBET_TIMUR)))
    wanted = [row.person_id for row in rows[: 20 * (HELD + PLANNED)]]
    others = people.order_by("domicile", "created_at", "pk").values_list("pk", flat=True)
    found: list[UUID] = []
    for person_id in dict.fromkeys([*wanted, *others[: 20 * (HELD + PLANNED)]]):
        if not any(fact.kind.startswith("licence.") for fact in live_facts_of(person_id)):
            found.append(person_id)
        if len(found) == HELD + PLANNED:
            break
    return found


def _weekday(on: date) -> date:
    return on - timedelta(days=max(0, on.isoweekday() - 5))


def _plan(officer: Actor, people: Sequence[UUID], on: date) -> UUID:
    plan = Plan(TEBET_TIMUR, PLACE, OFFICE, on, time(9), time(14), 20, is_synthetic=True)
    day_id = plan_day(by=officer, given=plan)
    invite(by=officer, day_id=day_id, person_ids=people)
    return day_id


def _hold(officer: Actor, people: Sequence[UUID], on: date) -> list[UUID]:
    """Two permits, two applications, papers missing, one who does not want it, the others did not come: they in this order."""
    day = day_of(officer, _plan(officer, people, on))
    assert day is not None, "planned just now"
    lines = invites(day, officer)
    if len(lines) < NOTED:
        return []
    first, second, third, fourth, fifth, sixth = (line.id for line in lines[:NOTED])
    for said in (
        Noted(first, AtCounter.ISSUED, number=_number(1), issued_on=on),
        Noted(second, AtCounter.ISSUED, number=_number(2), issued_on=on),
        Noted(third, AtCounter.APPLIED),
        Noted(fourth, AtCounter.APPLIED),
        Noted(fifth, AtCounter.PAPERS, papers=(Paper.EMAIL, Paper.ADDRESS)),
        Noted(sixth, AtCounter.DECLINED, reason=NoLicence.WORRIED),
    ):
        note_outcome(by=officer, given=said)
    close_day(by=officer, day_id=day.id)
    return [line.person_id for line in lines]


def _number(n: int) -> str:
    """A NIB of the right length that nobody holds."""
    return f"812099990{n:04}"


def _match(officer: Actor, held: Sequence[UUID], as_of: date) -> None:
    """The office's list confirms a permit of the held day, names one that was only applied for, and others' permits."""
    day = f"{as_of - timedelta(days=2):%d/%m/%Y}"
    rows = [
        (full_nik(held[0]), _name(held[0]), "NIB", _number(1), f"{_issued_on(held[0]):%d/%m/%Y}"),
        (full_nik(held[2]), _name(held[2]), "NIB", _number(3), day),
        *((nik, "Warga lain (contoh)", "NIB", _number(100 + number), day) for number, nik in enumerate(STRANGERS)),
        (full_nik(held[3]), _name(held[3]), "NIB", "8120", day),
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows([HEAD, *rows])
    content = text.getvalue().encode()
    given = Upload(Sort.PERMITS, "", "daftar-ptsp-contoh.csv", content, is_synthetic=True, as_of=as_of, source="ptsp")
    import_id = upload(by=officer, given=given)
    set_columns(by=officer, import_id=import_id, given=Columns("CSV", 1, COLUMNS))
    while work():
        pass
    choose(by=officer, import_id=import_id, choice=Choice.TAKE, which=Which((Verdict.NEW, Verdict.CHANGED)))
    begin_storing(by=officer, import_id=import_id)
    while work():
        pass


def _name(person_id: UUID) -> str:
    found = member(person_id)
    return found.name if found is not None else ""


def _issued_on(person_id: UUID) -> date:
    return next(fact.occurred_on for fact in live_facts_of(person_id) if fact.kind == "licence.issued")
