"""The permit office's list and the members' permits, both ways: dated, by NIK, and never twice."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.facts.enums import Channel, Grade
from okoce.facts.models import Fact
from okoce.facts.queries import live_facts_of
from okoce.imports.enums import Choice, ImportState, Verdict
from okoce.imports.models import SheetImport, SheetRow
from okoce.imports.services import Upload, Which, begin_storing, begin_undoing, choose, set_columns, upload, work
from okoce.imports.services.uploading import Columns
from okoce.members.models import Person
from okoce.stages.p4_licensing.enums import ListState, Match, PermitState, Refutation, Source
from okoce.stages.p4_licensing.models import OfficeEntry, OfficeList, Permit
from okoce.stages.p4_licensing.queries.office_lists import confirmed, counts, lists, not_held, owner, shares
from okoce.stages.p4_licensing.services import follow_facts, forget_strangers, refute, report
from tests.imports.lists import ISSUED, checked_list, entries_of, list_upload, listed, mapped, take
from tests.imports.sheets import rows, worked
from tests.imports.test_resuming import work_until_killed
from tests.stages.p4_licensing.papers import NIB, a_report
from tests.stages.p4_licensing.test_permits import refused
from tests.threads import at_once
from tests.transactions import seal_within
from tests.world import KECAMATAN, KELURAHAN, OTHER_KECAMATAN, World, build_world, make_account, make_member, nik, today

OTHER_NIB, THIRD_NIB = "9120001234568", "0220001234569"


def of(world: World) -> Permit:
    return Permit.objects.get(person=world.own.person_id)


@pytest.mark.django_db
def test_a_self_report_is_confirmed_and_an_unknown_permit_becomes_known(world: World) -> None:
    officer, second = world.actor(Role.KECAMATAN), make_member(31, name="Rahmi Hasanah")
    report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id, issued_on=ISSUED))
    strange = listed(nik(77), "Orang lain", THIRD_NIB)
    imported = checked_list(
        officer, listed(world.own.nik, "SITI AMINAH", NIB), listed(nik(31), "Hj. Rahmi Hasanah", OTHER_NIB), strange
    )
    assert {number: verdict for number, (verdict, _codes) in rows(imported).items()} == {2: "changed", 3: "new", 4: "outside"}
    assert entries_of(imported) == [Match.CONFIRMS, Match.NEW, Match.STRANGER]

    done = take(officer, imported)
    assert (done.rows_in, done.rows_stored, done.rows_outside) == (3, 2, 1)
    permit = of(world)
    assert (permit.state, permit.source, permit.decided_by) == (PermitState.CONFIRMED, Source.OFFICE_LIST, officer.user_id)
    (fact,) = [fact for fact in live_facts_of(second.person_id) if fact.kind == "licence.issued"]
    assert (fact.grade, fact.channel, fact.occurred_on) == (Grade.REGISTER, Channel.REGISTER, ISSUED)
    assert Permit.objects.get(person=second.person_id).source == Source.OFFICE_LIST
    found = OfficeList.objects.get(id=imported.id)
    assert (found.state, found.as_of, found.rows_strangers) == (ListState.MATCHED, today(), 1)
    numbers = counts(found)
    assert (numbers.rows, numbers.hers, numbers.by_match["stranger"]) == (3, 2, 1)
    assert [(share.name, share.licence, share.count) for share in shares(found)] == [("Tebet Timur", "NIB", 2)]
    assert set(confirmed(officer, found)) == {permit, Permit.objects.get(person=second.person_id)}


@pytest.mark.django_db
def test_of_who_is_no_member_nothing_is_kept_that_says_who_it_is(world: World) -> None:
    officer, people = world.actor(Role.KECAMATAN), Person.objects.count()
    imported = checked_list(officer, listed(nik(77), "Orang lain", THIRD_NIB), listed(world.other.nik, "Dewi Lestari", OTHER_NIB))
    assert entries_of(imported) == [Match.STRANGER, Match.STRANGER]  # a member of another office looks the same
    for entry in OfficeEntry.objects.filter(office_list=imported.id):
        assert (entry.person_id, entry.number_sealed, entry.likeness) == (None, None, None)
        assert entry.nik_hash is not None
    assert Person.objects.count() == people
    begin_storing(by=officer, import_id=imported.id)  # nothing to store: the list is matched as of its day nevertheless
    worked(imported.id, ImportState.STORED)
    assert OfficeList.objects.get(id=imported.id).state == ListState.MATCHED
    assert forget_strangers() == 0
    OfficeList.objects.update(expires_at=timezone.now())
    assert forget_strangers() == 2
    assert counts(OfficeList.objects.get(id=imported.id)).by_match["stranger"] == 2


@pytest.mark.django_db
def test_the_same_list_twice_changes_nothing_and_a_later_one_holds(world: World) -> None:
    officer, earlier = world.actor(Role.KECAMATAN), today() - timedelta(days=30)
    line = listed(world.own.nik, "Siti Aminah", NIB)
    take(officer, checked_list(officer, line, as_of=earlier))
    facts = Fact.objects.count()
    again = checked_list(officer, line, as_of=earlier)
    assert rows(again)[2] == ("same", [])
    begin_storing(by=officer, import_id=again.id)
    worked(again.id, ImportState.STORED)
    assert Fact.objects.count() == facts

    later = checked_list(officer, listed(world.own.nik, "Siti Aminah", NIB, date(2026, 3, 5)))
    assert rows(later)[2] == ("changed", [])
    take(officer, later)
    assert of(world).issued_on == date(2026, 3, 5)
    old = checked_list(officer, line, as_of=earlier)
    assert rows(old)[2] == ("doubtful", ["list.later_one_known"])


@pytest.mark.django_db
def test_what_is_doubtful_waits_for_a_look(world: World) -> None:
    officer, second, third = world.actor(Role.KECAMATAN), make_member(31, name="Rahmi"), make_member(32, name="Nurul")
    report(by=officer, given=a_report(world.own.person_id, issued_on=date(2026, 1, 5), seen=Source.PAPER))
    refuted = report(by=officer, given=a_report(third.person_id, number=THIRD_NIB, issued_on=ISSUED))
    refute(by=officer, permit=refuted, reason=Refutation.NOT_FOUND)
    imported = checked_list(
        officer,
        listed(world.own.nik, "Siti Aminah", NIB),
        listed(nik(31), "Bambang Sutrisno", OTHER_NIB),
        listed(nik(31), "Rahmi", NIB),
        listed(nik(32), "Nurul", THIRD_NIB),
        listed(nik(32), "Nurul", OTHER_NIB, today()),
        as_of=date(2026, 6, 1),
    )
    assert {number: codes for number, (verdict, codes) in rows(imported).items() if verdict == "doubtful"} == {
        2: ["list.other_dates", "list.number_twice"],
        3: ["name.differs", "list.number_twice"],
        4: ["list.number_of_another", "list.number_twice"],
        5: ["list.refuted_before"],
        6: ["list.issued_after_it", "list.number_twice"],
    }
    assert second.person_id != third.person_id
    take(officer, imported, Which(numbers=[2, 5]))
    assert of(world).issued_on == ISSUED
    assert Permit.objects.get(person=third.person_id).state == PermitState.CONFIRMED
    assert entries_of(imported) == ["confirms", "doubtful", "doubtful", "new", "doubtful"]


@pytest.mark.django_db
def test_every_row_that_cannot_be_read_says_why(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    imported = checked_list(
        officer,
        listed(world.own.nik, "", 8120001234567),
        listed(world.own.nik, "", "8120"),
        ("1", 3174015708900001, "", "NIB", NIB, "31/12/2025", ""),
        listed(world.own.nik, "", NIB, today() + timedelta(days=1)),
        listed(world.own.nik, "", NIB, until="01/01/2020"),
        listed(world.own.nik, "", NIB, licence="SIUP lama"),
        ("1", world.own.nik, "", "", NIB, "", ""),
    )
    assert [codes for _verdict, codes in rows(imported).values()] == [
        ["number.as_number"], ["permit.nib_length"], ["nik.as_number"], ["date.in_future"], ["date.order"], ["choice.unknown"],
        ["cell.missing"],
    ]  # fmt: skip
    assert imported.rows_rejected == 7
    kept = str(list(SheetRow.objects.filter(sheet_import=imported).values_list("reasons", flat=True)))
    assert "8120" not in kept


@pytest.mark.django_db
def test_what_the_list_does_not_hold_is_named_and_stays_as_it_is(world: World) -> None:
    officer, second = world.actor(Role.KECAMATAN), make_member(31, name="Rahmi")
    report(by=officer, given=a_report(world.own.person_id, issued_on=ISSUED))
    report(by=officer, given=a_report(second.person_id, number=OTHER_NIB, issued_on=today()))
    held = make_member(32, name="Nurul")
    imported = take(officer, checked_list(officer, listed(nik(32), "Nurul", THIRD_NIB), as_of=date(2026, 6, 1)))
    found = OfficeList.objects.get(id=imported.id)
    assert [permit.person_id for permit in not_held(officer, found)] == [world.own.person_id]
    assert [permit.person_id for permit in confirmed(officer, found)] == [held.person_id]
    assert of(world).state == PermitState.REPORTED


@pytest.mark.django_db
def test_whose_permit_it_is(world: World) -> None:
    officer, other = world.actor(Role.KELURAHAN), actor_of(make_account("elsewhere", Role.KECAMATAN, place=OTHER_KECAMATAN))
    take(officer, checked_list(officer, listed(world.own.nik, "Siti Aminah", NIB), listed(nik(77), "Lain", THIRD_NIB)))
    whose = owner(officer, "nib", f"NIB {NIB}")
    assert ([line.person_id for line in whose.permits], whose.as_of, whose.is_stranger) == ([world.own.person_id], today(), False)
    assert owner(officer, "nib", THIRD_NIB).is_stranger
    assert owner(other, "nib", NIB) == owner(other, "nib", "tanpa nomor")
    assert list(lists(other)) == []


@pytest.mark.django_db
def test_undoing_takes_every_fact_back_and_the_list_says_nothing_any_more(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    make_member(31, name="Rahmi")
    report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id, issued_on=ISSUED))
    lines = (listed(world.own.nik, "Siti Aminah", NIB), listed(nik(31), "Rahmi", OTHER_NIB))
    imported = take(officer, checked_list(officer, *lines))
    begin_undoing(by=officer, import_id=imported.id, reason="Daftar kota lain")
    worked(imported.id, ImportState.UNDONE)
    seal_within()
    while follow_facts():
        pass
    assert of(world).state == PermitState.REPORTED
    assert Permit.objects.exclude(person=world.own.person_id).get().state == PermitState.REFUTED
    assert OfficeList.objects.get(id=imported.id).state == ListState.WITHDRAWN
    assert not OfficeEntry.objects.exists()


@pytest.mark.django_db
def test_a_list_has_an_office_and_a_day_that_has_come(world: World) -> None:
    officer, given = world.actor(Role.KECAMATAN), list_upload([listed(world.own.nik, "", NIB)])
    without = Upload(given.sort, "", "a.xlsx", given.content, as_of=None, source="ptsp")
    assert refused(upload, by=officer, given=without) == ("list.day_missing",)
    ahead = list_upload([listed(world.own.nik, "", NIB)], today() + timedelta(days=1))
    assert refused(upload, by=officer, given=ahead) == ("list.day_in_future",)


@pytest.mark.django_db
def test_another_check_of_the_same_sheet_begins_anew(world: World) -> None:
    officer = world.actor(Role.KECAMATAN)
    imported = checked_list(officer, listed(world.own.nik, "Siti Aminah", NIB, until="01/01/2030"))
    columns = {name: column for name, column in imported.columns.items() if name != "valid_until"}
    set_columns(by=officer, import_id=imported.id, given=Columns(imported.sheet, imported.header_row or 1, columns))
    worked(imported.id, ImportState.CHECKED)
    (entry,) = OfficeEntry.objects.filter(office_list=imported.id)
    assert entry.valid_until is None


COUNT = 24


def a_long_list(monkeypatch: pytest.MonkeyPatch) -> tuple[World, list[tuple[object, ...]]]:
    """Members of a committed world, each with a permit in the list; checked and stored seven at a time."""
    monkeypatch.setattr("okoce.imports.services.storing.AT_ONCE", 7)
    monkeypatch.setattr("okoce.imports.services.checking.AT_ONCE", 7)
    world = build_world()
    for n in range(1000, 1000 + COUNT):
        make_member(n, is_synthetic=True)
    return world, [listed(nik(n), f"Anggota {n}", f"81200012{n:05}") for n in range(1000, 1000 + COUNT)]


def issued() -> int:
    return Fact.objects.filter(kind="licence.issued").count()


def test_a_kill_in_the_middle_of_a_match_costs_nothing_and_repeats_nothing(
    own_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    world, lines = a_long_list(monkeypatch)
    officer = world.actor(Role.KECAMATAN)
    import_id = mapped(officer, list_upload(lines, is_synthetic=True))
    work_until_killed('INSERT INTO "p4_licensing_officeentry"', after=1)
    imported = worked(import_id, ImportState.CHECKED)
    assert entries_of(imported) == [Match.NEW] * COUNT
    choose(by=officer, import_id=import_id, choice=Choice.TAKE, which=Which())
    begin_storing(by=officer, import_id=import_id)
    work_until_killed("UPDATE imports_sheetrow AS r SET outcome", after=2)
    assert issued() == Permit.objects.count() == 14
    done = worked(import_id, ImportState.STORED)
    assert (done.rows_stored, issued(), Permit.objects.filter(source="office_list").count()) == (COUNT, COUNT, COUNT)


def test_two_uploads_of_one_list_at_once_are_one(own_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    world, lines = a_long_list(monkeypatch)
    officers = [world.actor(Role.KECAMATAN), world.actor(Role.KELURAHAN)]
    ids = [mapped(by, list_upload(lines, is_synthetic=True)) for by in officers]
    at_once(2, lambda: [work() for _time in range(20)])
    for by, import_id in zip(officers, ids, strict=True):
        choose(by=by, import_id=import_id, choice=Choice.TAKE, which=Which())
        begin_storing(by=by, import_id=import_id)
    at_once(3, lambda: [work() for _time in range(20)])
    found = [worked(import_id, ImportState.STORED) for import_id in ids]
    assert sum(item.rows_stored for item in found) == issued() == Permit.objects.count() == COUNT
    assert sum(SheetRow.objects.filter(sheet_import=item, verdict=Verdict.SAME).count() for item in found) == COUNT
    assert {item.state for item in OfficeList.objects.all()} == {ListState.MATCHED}
    assert SheetImport.objects.count() == 2
    assert KELURAHAN.startswith(KECAMATAN)
