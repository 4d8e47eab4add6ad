"""Pages of permits: what a member and an officer see and do, in the browser's terms; nothing of one member on another's page."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from okoce.accounts.enums import Role
from okoce.accounts.queries import actor_of
from okoce.audit.models import Opening
from okoce.core.ids import new_id
from okoce.stages.p4_licensing.enums import Licence, Office, PermitState, Source
from okoce.stages.p4_licensing.models import Application, Permit, PermitFile
from okoce.stages.p4_licensing.queries.permits import by_person
from okoce.stages.p4_licensing.rules.files import MOST_BYTES
from okoce.stages.p4_licensing.services import Submission, apply, report
from okoce.stages.p4_licensing.web.permits.texts import OWN, SENTENCES
from tests.stages.p4_licensing.papers import JPEG, NIB, PIRT, a_report, exif, jpeg, pdf
from tests.world import World, make_account, today

pytestmark = pytest.mark.django_db
CITIZEN_BYTES = 14 * 1024
SECRET = b"-6.2345, 106.8456"


def sent(**changes: Any) -> dict[str, Any]:
    """What the form of a report sends."""
    fields = {"form_id": str(new_id()), "licence": "nib", "number": NIB, "issued_on": f"{today() - timedelta(days=9):%Y-%m-%d}"}
    return {**fields, "valid_until": "", **changes}


def photo(content: bytes, name: str = "nib.jpg") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/x-anything")


def test_a_member_reports_with_a_photo_and_sees_it_marked_as_her_own_word(world: World) -> None:
    client = world.client(Role.MEMBER)
    answer = client.post(reverse("permits:report"), sent(file=photo(jpeg((0xE1, exif(6, SECRET))))), follow=True)
    page = answer.content.decode()
    assert "laporan sendiri, belum dikonfirmasi" in page
    assert NIB in page
    kept = PermitFile.objects.get()
    assert SECRET not in bytes(kept.content_sealed)
    shown = client.get(reverse("permits:own_file", args=[kept.permit_id]))
    assert (shown["Content-Type"], shown["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert SECRET not in shown.content
    assert "sandbox" in shown["Content-Security-Policy"]
    home = client.get(reverse("portal:home")).content.decode()
    assert "Surat izin Anda" in home
    assert "laporan sendiri, belum dikonfirmasi" in home


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"number": "812000123456"}, "Anda mengetik 12 angka"),
        ({"licence": "pirt", "number": "206317101000"}, "Nomor P-IRT berisi 15 angka"),
        ({"issued_on": "2100-01-01"}, "Tanggal ini belum tiba"),
        ({"valid_until": "2001-01-01"}, "Tanggal berakhirnya sebelum tanggal terbitnya"),
        ({"file": photo(b"GIF89a" + bytes(20))}, "bukan foto JPEG"),
        ({"file": photo(b"\xff\xd8\xff" + bytes(MOST_BYTES))}, "lebih dari 2 MB"),
        ({"file": photo(pdf(b"/S/JavaScript"), "nib.pdf")}, "berisi program atau lampiran"),
        ({"licence": ""}, "Isian ini wajib diisi"),
    ],
)
def test_a_wrong_report_says_what_and_keeps_what_was_typed(world: World, changes: dict[str, Any], words: str) -> None:
    answer = world.client(Role.MEMBER).post(reverse("permits:report"), sent(**changes))
    assert answer.status_code == 422
    page = answer.content.decode()
    assert words in page
    assert str(changes.get("number", NIB)) in page
    assert not Permit.objects.exists()


def test_a_pirt_number_is_explained_and_its_year_compared(world: World) -> None:
    until = f"{today() + timedelta(days=2000):%Y-%m-%d}"
    page = world.client(Role.MEMBER).post(
        reverse("permits:report"), sent(licence="pirt", number="pirt 206317101000127", valid_until=until), follow=True
    )
    text = page.content.decode()
    assert all(words in text for words in (PIRT, "plastik", "tepung dan olahannya", "DKI Jakarta", "berakhir tahun"))
    assert "Dua angka terakhir berarti berakhir tahun 2027" in text


def test_two_taps_at_the_counter(world: World) -> None:
    """From the member's record: her permit, then one button."""
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id, file=JPEG))
    officer, address = world.client(Role.KELURAHAN), reverse("permits:permit", args=[permit_id])
    assert address in officer.get(reverse("desk:member", args=[world.own.person_id])).content.decode()
    page = officer.get(address).content.decode()
    assert "Suratnya cocok" in page
    answer = officer.post(address, {"action": "confirm", "source": "paper"}, follow=True)
    assert "sudah dikonfirmasi" in answer.content.decode()
    assert by_person(world.own.person_id)[0].state == PermitState.CONFIRMED
    assert Opening.objects.filter(person_id=world.own.person_id, surface="permit").exists()


def test_the_work_list_counts_on_the_first_page_and_empties(world: World) -> None:
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id))
    officer = world.client(Role.KECAMATAN)
    waiting, first = reverse("permits:waiting"), reverse("desk:home")
    assert "Izin yang dilaporkan anggota, belum dikonfirmasi" in officer.get(first).content.decode()
    listed = officer.get(waiting).content.decode()
    assert world.own.name in listed
    assert NIB not in listed, "a list shows the end of a number alone"
    refused = officer.post(reverse("permits:permit", args=[permit_id]), {"action": "refute", "seen": "reported"})
    assert refused.status_code == 422
    answer = officer.post(
        reverse("permits:permit", args=[permit_id]), {"action": "refute", "seen": "reported", "reason": "not_found"}, follow=True
    )
    assert "Tidak ada yang menunggu" in answer.content.decode()
    page = world.client(Role.MEMBER).get(reverse("permits:own")).content.decode()
    assert "nomornya tidak ada di daftar resmi" in page


def test_doubt_is_shown_to_the_officer_and_to_no_member(world: World) -> None:
    other_officer = actor_of(make_account("matraman", Role.KECAMATAN, place="31.75.01"))
    report(by=other_officer, given=a_report(world.other.person_id, seen=Source.PAPER))
    permit_id = report(by=world.actor(Role.MEMBER), given=a_report(world.own.person_id))
    officer, address = world.client(Role.KECAMATAN), reverse("permits:permit", args=[permit_id])
    page = officer.get(address).content.decode()
    assert "Nomor ini juga dilaporkan anggota lain" in page
    assert world.other.name not in page, "outside her area the name stays closed"
    assert "Matraman" in page
    refused = officer.post(address, {"action": "confirm", "source": "paper"})
    assert refused.status_code == 409
    assert officer.post(address, {"action": "confirm", "source": "paper", "despite_doubt": "on"}).status_code == 302
    for route in ("permits:own", "portal:home"):
        text = world.client(Role.MEMBER).get(reverse(route)).content.decode()
        assert "anggota lain" not in text
        assert world.other.name not in text


def test_an_officer_records_what_lies_before_her_and_is_asked_about_doubt(world: World) -> None:
    officer, address = world.client(Role.KELURAHAN), reverse("permits:record", args=[world.own.person_id])
    assert "Saya sudah melihat nama di suratnya" not in officer.get(address).content.decode()
    answer = officer.post(address, sent(seen="paper"), follow=True)
    assert "sudah dikonfirmasi" in answer.content.decode()
    other_officer = actor_of(make_account("matraman", Role.KECAMATAN, place="31.75.01"))
    report(by=other_officer, given=a_report(world.other.person_id, licence=Licence.PIRT, number=PIRT))
    asked = officer.post(address, sent(licence="pirt", number=PIRT, seen="paper"))
    assert asked.status_code == 422
    assert "Saya sudah melihat nama di suratnya" in asked.content.decode()
    assert officer.post(address, sent(licence="pirt", number=PIRT, seen="paper", despite_doubt="on")).status_code == 302
    mentor = world.client(Role.MENTOR)
    assert "Sudah Anda cocokkan?" not in mentor.get(address).content.decode()


def test_applications_and_hindrances_on_both_sides(world: World) -> None:
    client, her = world.client(Role.MEMBER), world.own.person_id
    day = f"{today() - timedelta(days=5):%Y-%m-%d}"
    fields = {"form_id": str(new_id()), "licence": "nib", "office": "oss", "submitted_on": day, "number": "SH-1"}
    page = client.post(reverse("permits:apply"), fields, follow=True).content.decode()
    assert "lama pengurusannya belum dipastikan" in page, "a promise that nobody could confirm is never stated"
    story = {"form_id": str(new_id()), "licence": "nib", "reason": "worried", "note": "Takut pajak"}
    page = client.post(reverse("permits:decline"), story, follow=True).content.decode()
    assert "khawatir soal pajak" in page
    officer = world.client(Role.KELURAHAN)
    page = officer.get(reverse("permits:person", args=[her])).content.decode()
    assert "khawatir soal pajak" in page
    address = reverse("permits:application", args=[Application.objects.get(person_id=her).id])
    ends = {"form_id": str(new_id()), "outcome": "refused", "reason": "papers", "on": f"{today():%Y-%m-%d}", "note": ""}
    page = officer.post(address, ends, follow=True).content.decode()
    assert "surat belum lengkap" in page


def test_the_calendar_and_its_file(world: World) -> None:
    until = today() + timedelta(days=40)
    report(
        by=world.actor(Role.MEMBER),
        given=a_report(world.own.person_id, licence=Licence.SLHS, number="SLHS 440/17, Tebet", valid_until=until),
    )
    client = world.client(Role.MEMBER)
    page = client.get(reverse("permits:calendar")).content.decode()
    assert "hari terakhir berlaku" in page
    assert "batas mengajukan perpanjangan" in page
    file = client.get(reverse("permits:calendar_file"))
    text = file.content.decode()
    assert file["Content-Type"].startswith("text/calendar")
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert f"DTSTART;VALUE=DATE:{until:%Y%m%d}\r\n" in text
    assert text.count("BEGIN:VALARM") == 3
    assert "440/17" not in text, "a calendar is often read by others"
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text.count("BEGIN:VEVENT") == 1, "days that are over are left out"


def test_permits_that_end_are_listed_and_narrowed(world: World) -> None:
    until = today() + timedelta(days=40)
    report(
        by=world.actor(Role.MEMBER),
        given=a_report(world.own.person_id, licence=Licence.PIRT, number=PIRT, valid_until=until),
    )
    officer, address = world.client(Role.CITY), reverse("permits:ending")
    assert world.own.name in officer.get(address).content.decode()
    assert world.own.name not in officer.get(address, {"hari": "30"}).content.decode()
    assert world.own.name not in officer.get(address, {"jenis": "halal"}).content.decode()
    assert world.own.name in officer.get(address, {"wilayah": "31.74.01", "jenis": "pirt"}).content.decode()
    assert world.own.name not in officer.get(address, {"wilayah": "31.74.02"}).content.decode()
    assert officer.get(address, {"hari": "x", "jenis": "x", "wilayah": "x"}).status_code == 200
    assert world.own.name in world.client(Role.MENTOR).get(address).content.decode()


def test_service_times_name_nobody(world: World) -> None:
    given = Submission(world.own.person_id, Licence.PIRT, Office.OSS, today() - timedelta(days=9))
    apply(by=world.actor(Role.MEMBER), given=given)
    for role in (Role.KECAMATAN, Role.CITY, Role.EVALUATOR):
        page = world.client(role).get(reverse("permits:service_times")).content.decode()
        assert "SPP-IRT" in page
        assert "belum tercapai" in page
        assert world.own.name not in page


def test_lists_ask_the_same_number_of_statements_however_long_they_are(world: World) -> None:
    officer, counts = world.client(Role.KECAMATAN), []
    for number in (1, 2, 9):
        for n in range(number):
            given = a_report(world.own.person_id, licence=Licence.HALAL, number=f"ID311100{number}{n}00")
            report(by=world.actor(Role.MEMBER), given=given)
        officer.get(reverse("permits:waiting"))
        with CaptureQueriesContext(connection) as queries:
            officer.get(reverse("permits:waiting"))
        counts.append(len(queries))
    assert len(set(counts)) == 1


@pytest.mark.parametrize("route", ["permits:own", "permits:report", "permits:apply", "permits:decline", "permits:calendar"])
def test_citizen_pages_are_small_and_load_nothing(world: World, route: str) -> None:
    for n in range(6):
        given = a_report(
            world.own.person_id, licence=Licence.HALAL, number=f"ID311100{n}00", valid_until=today() + timedelta(days=9 + n)
        )
        report(by=world.actor(Role.MEMBER), given=given)
    page = world.client(Role.MEMBER).get(reverse(route), headers={"accept-encoding": "gzip"})
    assert len(page.content) <= CITIZEN_BYTES
    plain = world.client(Role.MEMBER).get(reverse(route)).content.decode()
    assert "<script" not in plain


def test_every_refusal_has_a_sentence() -> None:
    assert set(OWN) <= set(SENTENCES)
    assert all(str(text) for text in SENTENCES.values())
