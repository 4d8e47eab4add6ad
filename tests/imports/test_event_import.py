"""The events of another system's log become facts: once, within the officer's rights, with every row accounted for."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import xlsxwriter
from django.core.management import CommandError

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor
from okoce.facts.enums import Correction, CorrectionReason, Grade
from okoce.facts.models import Fact
from okoce.facts.queries import timeline
from okoce.imports.services import events
from okoce.members.enums import Purpose
from okoce.members.services import correct_fact, set_consent
from tests.imports.logs import HEAD, MAP, ends, imported, licensed, of_logs, rejected_rows, trained, written
from tests.world import KELURAHAN, NEIGHBOUR_KELURAHAN, World, make_fact, make_member, nik

pytestmark = pytest.mark.django_db


def test_a_preview_stores_nothing_and_says_what_applying_does(world: World, tmp_path: Path) -> None:
    log = written(tmp_path, [trained(world.own.nik), licensed(world.own.nik), trained(world.own.nik), trained("1")])
    before = Fact.objects.count()
    preview = imported(log)
    assert (ends(preview), preview["applied"], preview["repeated_in_log"]) == ((2, 1, 1, 0), False, 1)
    assert Fact.objects.count() == before
    done = imported(log, "--apply")
    assert {**done, "applied": False} == preview
    assert Fact.objects.count() == before + 2


def test_facts_say_what_the_log_says(world: World, tmp_path: Path) -> None:
    imported(written(tmp_path, [trained(world.own.nik, "2018-03-04T18:30:00Z")]), "--apply")
    (fact,) = of_logs()
    assert (fact.kind, fact.person_id, fact.occurred_on) == ("training.attended", world.own.person_id, date(2018, 3, 5))
    assert fact.captured_at == datetime(2018, 3, 4, 18, 30, tzinfo=UTC)
    assert (fact.channel, fact.grade, fact.place_id) == ("register", Grade.REGISTER, KELURAHAN)
    assert fact.measures == {"skill": "hard", "hours": 6}
    assert fact.recorded_by == world.users[Role.KECAMATAN].id
    entry = next(item for item in timeline(world.own.person_id) if item.original.id == fact.id)
    assert entry.details == {fact.id: {"evidence": "DH-1"}}


def test_the_same_log_twice_changes_nothing_twice(world: World, tmp_path: Path) -> None:
    rows = [trained(world.own.nik), licensed(world.own.nik)]
    assert ends(imported(written(tmp_path, rows), "--apply")) == (2, 0, 0, 0)
    first = of_logs()
    assert ends(imported(written(tmp_path, rows), "--apply")) == (0, 2, 0, 0)
    # Another file, another order, another way of writing the same instant, a further row.
    other = [licensed(world.own.nik, "2018-03-26T07:00:00+00:00"), trained(world.own.nik, who="Loket 9"), *rows]
    again = imported(written(tmp_path, other, name="other.csv"), "--apply")
    assert ends(again) == (1, 3, 0, 0)
    assert {fact.id for fact in first} < {fact.id for fact in of_logs()}


def test_a_voided_fact_stays_void(world: World, tmp_path: Path) -> None:
    log = written(tmp_path, [trained(world.own.nik)])
    imported(log, "--apply")
    (fact,) = of_logs()
    by = world.actor(Role.KECAMATAN)
    correct_fact(by=by, fact_id=fact.id, correction=Correction.VOID, reason=CorrectionReason.NOT_HAPPENED)
    assert ends(imported(log, "--apply")) == (0, 1, 0, 0)
    assert next(item for item in timeline(world.own.person_id) if item.original.id == fact.id).live is None


def test_what_an_office_recorded_does_not_count_a_second_time(world: World, tmp_path: Path) -> None:
    make_fact(world.own.member, occurred_on=date(2018, 3, 5), measures={"skill": "hard", "hours": 6})
    found = imported(written(tmp_path, [trained(world.own.nik), trained(world.own.nik, hours="4", who="b")]), "--apply")
    assert (ends(found), found["recorded_by_hand"]) == ((1, 1, 0, 0), 1)


def test_two_events_of_a_log_that_say_the_same_are_two(world: World, tmp_path: Path) -> None:
    rows = [trained(world.own.nik, f"2018-03-05T{hour}:00:00") for hour in ("08", "13")]
    assert ends(imported(written(tmp_path, rows), "--apply")) == (2, 0, 0, 0)
    assert ends(imported(written(tmp_path, rows), "--apply")) == (0, 2, 0, 0)


def test_another_content_of_an_event_is_refused(world: World, tmp_path: Path) -> None:
    imported(written(tmp_path, [trained(world.own.nik)]), "--apply")
    rows = [trained(world.own.nik, hours="7"), licensed(world.own.nik), licensed(world.own.nik, number="NIB-2")]
    changed = imported(
        written(tmp_path, [*rows, trained(world.own.nik, "2018-03-06", hours="1"), trained(world.own.nik, "2018-03-06")])
    )
    # Details are not compared: they are encrypted, and a number that was typed otherwise makes no other event.
    assert changed["reasons"] == {"event.other_content": 1, "event.other_content_in_file": 1}
    assert ends(changed) == (2, 1, 2, 0)


def test_rejected_rows_come_back_with_reasons_and_may_be_given_again(world: World, tmp_path: Path) -> None:
    gone = make_member(7).person_id
    set_consent(by=Actor(person_id=gone), person_id=gone, purpose=Purpose.PROGRAMME, given=False)
    rows = [
        trained(world.own.nik),
        trained("3.17E+15"),
        trained(world.other.nik),
        trained("3174010101909999"),
        trained(world.own.nik, "5 Maret"),
        trained(world.own.nik, "2999-01-01"),
        trained(world.own.nik, "1970-01-01"),
        trained(world.own.nik, hours="enam"),
        (*licensed(world.own.nik)[:5], ""),
        (*trained(world.own.nik), "", "lebih"),
        (world.own.nik, "", "2018-03-05", "", "", ""),
        trained(nik(7, KELURAHAN)),
        (world.own.nik, "Rapat", "", "", "", ""),
        (world.own.nik, "=Makan siang", "2018-03-05", "", "", ""),
    ]
    found = imported(written(tmp_path, rows), "--apply")
    assert ends(found) == (1, 0, 11, 2)
    assert found["activities"]["=Makan siang"]["left"] == 1
    back = rejected_rows(found["rejected_file"])
    assert back[0] == [*HEAD, "Alasan ditolak", "Baris asal"]
    assert [int(row[-1]) for row in back[1:]] == list(range(3, 14))
    assert back[2][:6] == list(trained(world.other.nik))
    said = {int(row[-1]): row[-2] for row in back[1:]}
    assert said[4] == said[5] == "nik: NIK ini tidak terdaftar di wilayah Anda. Periksa angkanya, atau daftarkan orangnya dahulu."
    assert said[9] == "jam: Ini bukan angka. Tulis angka saja, tanpa satuan."
    assert all(words.count(":") for number, words in said.items() if number != 11)
    assert Path(found["rejected_file"]).stat().st_mode & 0o077 == 0
    again = imported([found["rejected_file"], *written(tmp_path, rows)[1:]], "--apply")
    assert again["rejected"] == again["rows"] == 11
    assert rejected_rows(again["rejected_file"])[0] == back[0]
    fixed = imported(written(tmp_path, [trained(world.own.nik)]), "--apply")
    assert fixed["rejected_file"] is None
    assert not Path(found["rejected_file"]).exists()


def test_unmapped_activities_may_be_rejected(world: World, tmp_path: Path) -> None:
    text = MAP.replace("[facts]", '[facts]\nunmapped = "reject"')
    rows = [(world.own.nik, name, "2018-03-05", "", "", "") for name in ("=Makan", "Rapat")]
    found = imported(written(tmp_path, rows, text=text))
    assert (ends(found), found["reasons"]) == ((0, 0, 1, 1), {"event.unmapped": 1})
    assert rejected_rows(found["rejected_file"])[1][1] == "'=Makan"


def test_cases_may_be_members_or_enrolments(world: World, tmp_path: Path) -> None:
    own, other = world.own.member, world.other.member
    for tie, ids in (("member", (own.person_id, other.person_id)), ("enrolment", (own.enrolment_id, other.enrolment_id))):
        text = MAP.replace('is = "nik"', f'is = "{tie}"').replace('"uji"', f'"{tie}"')
        rows = [licensed(str(ids[0])), licensed(str(ids[1])), licensed("17")]
        found = imported(written(tmp_path, rows, text=text), "--apply")
        assert ends(found) == (1, 0, 2, 0)
        assert found["reasons"] == {"event.case_unreadable": 1, "record.not_here": 1}
    assert {fact.enrolment_id for fact in of_logs()} == {own.enrolment_id}


def test_where_it_happened(world: World, tmp_path: Path) -> None:
    rows = [
        (*trained(world.own.nik, f"2018-03-0{day}")[:5], place) for day, place in ((1, "Tebet Barat"), (2, ""), (3, "Atlantis"))
    ]
    text = MAP.replace('details = { evidence = { column = "nomor" } }', 'details = { evidence = "DH" }')
    found = imported(written(tmp_path, rows, text=text + '[place]\ncolumn = "nomor"\n'), "--apply")
    assert found["reasons"] == {"place.unknown": 1}
    assert [fact.place_id for fact in of_logs()] == [NEIGHBOUR_KELURAHAN, KELURAHAN]


def test_a_workbook_keeps_the_hour(world: World, tmp_path: Path) -> None:
    written(tmp_path, [])
    book = xlsxwriter.Workbook(str(tmp_path / "log.xlsx"), {"default_date_format": "dd/mm/yyyy hh:mm"})
    page = book.add_worksheet("Log")
    page.write_row(0, 0, HEAD)
    for line, hour in enumerate((8, 13), 1):
        page.write_row(line, 0, [world.own.nik, "Pelatihan", datetime(2018, 3, 5, hour), "Loket 1", 6, "DH-1"])  # noqa: DTZ001 - a cell
    page.write_row(3, 0, ["12", "Pelatihan", datetime(2018, 3, 5, 7), "Loket 1", 6, "DH-1"])  # noqa: DTZ001 - a cell
    book.close()
    arguments = [str(tmp_path / "log.xlsx"), "--map", str(tmp_path / "map.toml")]
    found = imported(arguments, "--apply")
    assert (ends(found), Path(found["rejected_file"]).suffix) == ((2, 0, 1, 0), ".xlsx")
    # The same events as CSV are the same events.
    rows = [trained(world.own.nik, f"2018-03-05T{hour}:00:00") for hour in ("08", "13")]
    assert ends(imported(written(tmp_path, rows), "--apply")) == (0, 2, 0, 0)


def test_batches_do_not_show(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [trained(world.own.nik, f"2018-03-{day:02}") for day in (1, 2, 3, 1, 4, 2)]
    whole = imported(written(tmp_path, rows))
    monkeypatch.setattr(events, "AT_ONCE", 2)
    assert imported(written(tmp_path, rows)) == whole
    assert ends(imported(written(tmp_path, rows), "--apply")) == (4, 2, 0, 0)


def test_a_quotation_mark_that_never_ends_swallows_no_rows(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(events, "AT_ONCE", 2)
    log = written(tmp_path, [trained("1"), *(trained(world.own.nik, f"2018-03-{day:02}") for day in range(1, 6))])
    whole = Path(log[0]).read_text()
    Path(log[0]).write_text(whole.replace("2018-03-05,Loket 1", '2018-03-05,"Loket 1'))
    with pytest.raises(CommandError, match="Baris 7 rusak"):
        imported(log, "--apply")
    assert len(of_logs()) == 3
    assert len(rejected_rows(f"{tmp_path}/log-ditolak.csv")) == 2
    Path(log[0]).write_text(whole)
    assert ends(imported(log, "--apply")) == (2, 3, 1, 0)


def test_a_row_in_another_encoding_comes_back_as_it_was(world: World, tmp_path: Path) -> None:
    log = written(tmp_path, [trained(world.own.nik), trained(world.own.nik, who="Loket é")])
    utf8 = Path(log[0]).read_bytes()
    Path(log[0]).write_bytes(utf8.replace("é".encode(), b"\xe9"))
    found = imported(log, "--apply")
    assert (ends(found), found["reasons"]) == ((1, 0, 1, 0), {"event.undecodable": 1})
    assert b"Loket \xe9" in Path(found["rejected_file"]).read_bytes()
    text = MAP + '[file]\nencoding = "cp1252"\n'
    (tmp_path / "map.toml").write_text(text)
    assert ends(imported(log, "--apply")) == (1, 1, 0, 0)
    # The same event, whatever the encoding of the file.
    Path(log[0]).write_bytes(utf8)
    (tmp_path / "map.toml").write_text(MAP)
    assert ends(imported(log, "--apply")) == (0, 2, 0, 0)


def test_the_log_is_never_overwritten(world: World, tmp_path: Path) -> None:
    log = written(tmp_path, [trained("1")])
    with pytest.raises(CommandError, match="--rejected"):
        imported(log, "--rejected", log[0])


@pytest.mark.parametrize(("by", "said"), [("evaluator", "hanya untuk petugas"), ("mentor", "hanya untuk petugas"), ("x", "--by")])
def test_only_officers_import(world: World, tmp_path: Path, by: str, said: str) -> None:
    with pytest.raises(CommandError, match=said):
        imported(written(tmp_path, [trained(world.own.nik)]), by=by)


def test_an_opaque_log_is_for_reading_alone(world: World, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="okoce facts flows"):
        imported(written(tmp_path, [trained("a-1")], text=MAP.replace('is = "nik"', 'is = "opaque"')))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("training.attended", "training.invited", "training.invited"),
        ("training.attended", "registration.submitted", "registration.submitted"),
        ('skill = "hard"', 'skill = "magic"', "skill"),
        ('skill = "hard", ', "", "skill"),
        ('details = { number = { column = "nomor" } }', "", "number"),
        ('{ column = "jam" }', '{ column = "lama" }', "lama"),
        ('channel = "register"', 'channel = "counter"', "facts.channel"),
        ('grade = "register"', 'grade = "sampled"', "grade"),
        ('resource = "petugas"', 'resourse = "petugas"', "columns.resourse"),
        ('source = "uji"', "source = 7", "source"),
        ('source = "uji"', "", "source"),
        ('is = "nik"', 'is = "name"', "opaque"),
    ],
)
def test_a_map_that_cannot_be_carried_out(world: World, tmp_path: Path, old: str, new: str, said: str) -> None:
    assert old in MAP
    with pytest.raises(CommandError, match=said):
        imported(written(tmp_path, [trained(world.own.nik)], text=MAP.replace(old, new)))
