"""A member's home: where she is, what is done, the one next step, who helps; fast, in the same number of statements."""

import time
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from okoce.facts.enums import Grade
from okoce.members.enums import EndReason
from okoce.members.models import Enrolment
from okoce.members.queries import Member
from okoce.portal.citizen.home import home_of
from okoce.portal.citizen.texts import step_words
from okoce.progression.rules import Missing, NextStep
from okoce.stages.p1_registration.enums import DeclineReason, RequestState
from okoce.stages.p1_registration.models import CommunityRequest
from okoce.ui.enums import StageState
from tests.portal.citizen_world import centre, community, happened, registered, signed_in_as, text_of, tree
from tests.world import World, record, today

pytestmark = pytest.mark.django_db
QUERIES = 11
"""Session, account, her record (4), requests of communities, her centre with its hours (2), her facts. The rule in force is kept
in the process."""
SLOWEST = 0.050
DONE, NOW, NOT_YET, NOT_WANTED = StageState.DONE, StageState.NOW, StageState.NOT_YET, StageState.NOT_WANTED


@pytest.fixture(autouse=True)
def _in_indonesian() -> Iterator[None]:
    with translation.override("id"):
        yield


def states(found: Member) -> list[StageState]:
    return [mark.state for mark in home_of(found).marks]


def notes(found: Member) -> dict[str, str]:
    return {mark.code: mark.note for mark in home_of(found).marks}


def step_title(found: Member) -> str:
    step = home_of(found).step
    return step.title if step else ""


def through(found: Member, stage: int) -> Member:
    """Facts that complete the stages up to one, each in its own week."""
    if stage >= 2:
        happened(found, "training.attended", 60, skill="hard", hours=6)
        happened(found, "training.attended", 53, skill="soft", hours=6)
    if stage >= 3:
        happened(found, "mentoring.visit", 46)
    if stage >= 4:
        happened(found, "licence.issued", 39, Grade.REGISTER, licence="nib")
    if stage >= 5:
        happened(found, "market.stall_day", 32, Grade.SELF_REPORTED, sales=350_000)
    if stage >= 6:
        happened(found, "books.month", 25, Grade.SELF_REPORTED, month=today().replace(day=1), revenue=2_000_000, expense=1_500_000)
    if stage >= 7:
        happened(found, "loan.disbursed", 18, amount=10_000_000, months=12)
    return found


@pytest.mark.parametrize(
    ("stage", "title"),
    [
        (1, "Bertemu pendamping"),  # one thing is missing there, two at training: the cheapest comes first where order is free
        (2, "Bertemu pendamping"),
        (3, "Urus izin usaha (NIB)"),
        (4, "Jual di satu tempat baru"),
        (5, "Catat uang masuk dan keluar sebulan"),
        (6, "Siapkan modal"),
        (7, ""),
    ],
)
def test_stages_and_the_one_next_step(stage: int, title: str) -> None:
    found = through(registered()[1], stage)
    assert states(found)[:stage] == [DONE] * stage
    assert states(found).count(NOW) == (0 if stage == 7 else 1)
    assert step_title(found) == title
    page = tree(signed_in_as(found).get("/saya/"))
    assert len(page.cssselect("section.step")) == (0 if stage == 7 else 1), "one next step, not several"


def test_done_says_when_and_how_well_it_is_known() -> None:
    found = through(registered()[1], 5)
    marks = {mark.code: mark for mark in home_of(found).marks}
    assert [marks[code].grade for code in ("P1", "P2", "P4", "P5")] == [
        "menurut Anda",
        "dibenarkan pihak lain",
        "tercatat di daftar resmi",
        "menurut Anda",
    ]
    assert marks["P1"].on == today()


def test_training_half_done_names_the_other_half() -> None:
    found = registered()[1]
    happened(found, "mentoring.visit")
    happened(found, "training.attended", skill="hard", hours=6)
    assert notes(found)["P2"] == "Perlu: hadir di pelatihan pengelolaan usaha (soft skill)."
    assert step_title(found) == "Ikut pelatihan pengelolaan usaha (soft skill)"


def test_what_only_she_says_asks_for_evidence() -> None:
    found = registered()[1]
    happened(found, "mentoring.visit", grade=Grade.SELF_REPORTED)
    assert notes(found)["P3"].startswith("Sudah dicatat: bertemu pendamping. Belum ada pihak lain yang membenarkan")
    assert step_title(found) == "Tunjukkan buktinya kepada petugas"


def test_expired_licence_is_to_be_renewed() -> None:
    found = through(registered()[1], 3)
    happened(found, "licence.issued", 400, licence="nib", valid_until=date(today().year - 1, 12, 31))
    note = notes(found)["P4"]
    assert note.startswith("Perlu diperpanjang: izin usaha yang berlaku: IUMK, SKU")
    assert note.endswith(f"berlaku sampai 31 Desember {today().year - 1}.")
    assert states(found)[3] is DONE, "what was reached stays reached"


def test_whoever_wants_no_loan_is_asked_for_none() -> None:
    found = through(registered()[1], 6)
    happened(found, "loan.declined")
    assert states(found)[6] is NOT_WANTED
    assert step_title(found) == ""
    assert "Semua tahap sudah selesai" in text_of(signed_in_as(found).get("/saya/"))


def test_missing_numbers_are_said() -> None:
    missing = Missing("count_short", have=1, need=3, cost=2, kinds=("mentoring.visit",))
    again = step_words(NextStep(3, missing, again=True))
    assert again.title == "Perbarui: Bertemu pendamping"
    assert again.text == "Perlu: bertemu pendamping, 2 kali lagi (baru 1 dari 3)."


def test_who_helps() -> None:
    community_id = community("Komunitas Tebet Berkarya")
    centre()
    found = registered(community_id=community_id)[1]
    text = text_of(signed_in_as(found).get("/saya/"))
    assert "Komunitas Tebet Berkarya menjawab paling lambat" in text
    assert "Pusat Kewirausahaan Tebet, Jl. Tebet Timur Dalam No. 1" in text
    assert "Senin–Jumat 08.00\u2060–\u206015.00" in text
    assert "Anda belum punya pendamping" in text
    assert "Dibaca menurut aturan “Jakpreneur 2020" in text


def test_mentor_is_named(world: World) -> None:
    assert "Uji mentor" in text_of(world.client("member").get("/saya/"))


@pytest.mark.parametrize(
    ("state", "reason", "says"),
    [
        (RequestState.ACCEPTED, "", "menerima Anda pada"),
        (RequestState.DECLINED, DeclineReason.OTHER_AREA, "belum bisa menerima Anda: di luar wilayah komunitas. Anda bisa memilih"),
        (RequestState.WITHDRAWN, "", "Anda menarik permintaan ke"),
    ],
)
def test_answer_of_the_community(state: RequestState, reason: str, says: str) -> None:
    found = registered(community_id=community())[1]
    CommunityRequest.objects.update(
        state=state, decline_reason=reason, decided_at=CommunityRequest.objects.get().asked_at, decided_by=found.person_id
    )
    assert says in text_of(signed_in_as(found).get("/saya/"))


def test_whoever_has_left_is_told_how_to_come_back() -> None:
    found = registered()[1]
    Enrolment.objects.update(ended_on=today(), end_reason=EndReason.WITHDREW)
    text = text_of(signed_in_as(record(found.person_id)).get("/saya/"))
    assert "Anda sedang tidak terdaftar" in text
    assert "Datang ke kantor kecamatan dengan KTP" in text


def test_sample_data_is_marked() -> None:
    assert "Data contoh" in text_of(signed_in_as(registered(1, is_synthetic=True)[1]).get("/saya/"))
    assert "Data contoh" not in text_of(signed_in_as(registered(2)[1]).get("/saya/"))


@pytest.mark.parametrize("facts", [1, 30])
def test_same_number_of_statements_whatever_she_has_done(facts: int) -> None:
    centre()
    found = registered(community_id=community())[1]
    for n in range(facts - 1):
        happened(found, "mentoring.visit", n)
    client = signed_in_as(found)
    client.get("/saya/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/saya/")
    assert len(queries) == QUERIES, "\n".join(query["sql"][:90] for query in queries)


def test_home_is_fast() -> None:
    """The budget is that of the server; the best of several is taken because other tests share the machine."""
    centre()
    found = through(registered(community_id=community())[1], 6)
    client = signed_in_as(found)
    took = []
    for _ in range(25):
        start = time.perf_counter()
        client.get("/saya/")
        took.append(time.perf_counter() - start)
    assert min(took) <= SLOWEST
