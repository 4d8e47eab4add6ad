"""Pages of the licence roadmap: a visitor's way, saving it, going on at the counter, the packet, and what they weigh."""

import gzip
import re
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from django.test import Client
from django.utils import translation

from okoce.accounts.enums import Role
from okoce.audit.models import Opening
from okoce.stages.p4_licensing.enums import Source
from okoce.stages.p4_licensing.models import PacketEntry, RoadmapDecision, SavedAnswer
from okoce.stages.p4_licensing.queries.answers import answers_of
from okoce.stages.p4_licensing.rules.comparing import changes
from okoce.stages.p4_licensing.services import confirm, report
from okoce.stages.p4_licensing.web.roadmap.pending import COOKIE
from okoce.stages.p4_licensing.web.roadmap.texts import CHANGES, REFUSALS
from tests.stages.p4_licensing.papers import a_report
from tests.world import World, today

pytestmark = pytest.mark.django_db
CRISPS = {"class": "2025:10794", "place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple"}
GREEN = CRISPS | {"zone": "green"}
BUDGET = 14 * 1024


def address(path: str, answers: dict[str, str], **more: str) -> str:
    return f"{path}?{urlencode(answers | more)}"


def text(response: object) -> str:
    """What a reader sees: tags taken out, white space made one."""
    content = response.content.decode()  # type: ignore[attr-defined]  # a response
    return " ".join(re.sub(r"<[^>]+>", " ", content.partition("</style>")[2]).split())


def test_a_visitor_comes_from_words_to_her_roadmap_in_six_questions_with_nothing_kept(client: Client) -> None:
    found = client.get("/izin/?cari=keripik singkong").content.decode()
    step = re.search(r'href="(/izin/tanya/\?class=[^"]+)"', found)
    assert step is not None
    url, asked = step[1].replace("&amp;", "&"), ["class"]
    for _time in range(6):
        page = client.get(url)
        if page.status_code == 302:
            break
        code = page.context["page"].code
        asked.append(code)
        carried = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        url = address("/izin/tanya/", carried | {code: CRISPS[code]}, dari=code)
    assert asked == ["class", "place", "zone", "capital", "product", "inputs"]
    assert page.headers["Location"].startswith("/izin/peta/?class=2025:10794&place=home")
    roadmap = client.get(page.headers["Location"])
    assert next(task.code for task in roadmap.context["page"].tasks if task.required) == "nib"
    assert "SPP-IRT" in text(roadmap)
    assert not SavedAnswer.objects.exists()
    assert "sessionid" not in client.cookies


def test_progress_is_said_in_words_and_counts_what_may_still_come(client: Client) -> None:
    assert "Pertanyaan ke-2. Setelah ini paling banyak 4 lagi." in text(client.get("/izin/tanya/?class=2025:10794"))
    tailor = {"class": "2025:14120", "place": "market"}
    assert "Pertanyaan ke-3, yang terakhir" in text(client.get(address("/izin/tanya/", tailor)))


def test_a_question_sent_without_an_answer_is_asked_again_and_nothing_is_lost(client: Client) -> None:
    answers = {"class": "2025:10794", "place": "home"}
    page = client.get(address("/izin/tanya/", answers, dari="zone"))
    assert page.status_code == 422
    assert "Pilih satu jawaban" in text(page)
    assert 'name="place" value="home"' in page.content.decode()


def test_going_back_and_changing_one_answer_keeps_the_others(client: Client) -> None:
    back = client.get(address("/izin/tanya/place/", CRISPS))
    assert re.search(r'value="home"\s+checked', back.content.decode())
    for question, value in CRISPS.items():
        if question != "place":
            assert f'name="{question}" value="{value}"' in back.content.decode()


def test_what_the_address_should_not_hold_is_passed_over(client: Client) -> None:
    page = client.get("/izin/peta/?class=2025:10794&place=moon&zone=green&nik=3174015708900001&lewati=class")
    assert page.status_code == 200
    assert page.context["case"].answers.saved() == {"class": "2025:10794", "zone": "green"}
    assert "3174015708900001" not in page.content.decode().partition("<main")[2]
    assert client.get("/izin/peta/?class=2025:99999").status_code == 302
    assert client.get("/izin/tanya/moon/?class=2025:10794").status_code == 404


def test_skipping_leaves_a_question_open_and_the_roadmap_says_what_it_may_add(client: Client) -> None:
    answers = {"class": "2025:10794", "place": "home", "zone": "allowed", "capital": "upto_1bn"}
    page = client.get(address("/izin/tanya/", answers, lewati="product inputs"))
    assert page.status_code == 302
    roadmap = client.get(page.headers["Location"])
    assert "Bisa menambah:" in text(roadmap)
    assert any("product" in question.url for question in roadmap.context["page"].questions)


def test_a_blocked_place_says_what_can_still_be_done(client: Client) -> None:
    page = client.get(address("/izin/peta/", GREEN))
    said = text(page)
    assert page.context["page"].step.code == "sku"
    assert "Ada yang tertahan karena lokasi" in said
    assert "Ini belum dipastikan: tanyakan dulu di PTSP." in said, "the block is not told as a fact"
    assert "Terbuka setelah salah satu ini:" in said
    nib = next(task for task in page.context["page"].tasks if task.code == "nib")
    assert nib.blocked
    assert len(nib.waits) == 2


def test_a_task_says_why_it_is_on_the_list_with_its_article_and_what_is_not_confirmed(client: Client) -> None:
    said = text(client.get(address("/izin/peta/spp_irt/", CRISPS)))
    for heading in (
        "Mengapa ini ada di daftar saya?",
        "Siapkan",
        "Langkahnya",
        "Di mana, berapa, berapa lama",
        "Kalau tidak diurus",
    ):
        assert heading in said
    assert "rumah tapak" in said  # names the answer
    assert "Peraturan BPOM 22/2018" in said
    kkpr = text(client.get(address("/izin/peta/kkpr/", CRISPS)))
    assert "Belum dipastikan" in kkpr


def test_a_task_that_is_not_on_the_list_leads_to_the_reason(client: Client) -> None:
    page = client.get(address("/izin/peta/bpom_md/", CRISPS), follow=True)
    assert "Untuk usaha Anda izin ini baru ada di daftar bila:" in text(page)
    tailor = text(client.get(address("/izin/harapan/", CRISPS | {"class": "2025:14120"}, izin="spp_irt")))
    assert "tidak memerlukan izin ini" in tailor
    assert "Jenis usaha terdekat yang membawa izin ini" in tailor
    assert "Izin ini sudah ada di daftar" in text(client.get(address("/izin/harapan/", CRISPS, izin="nib")))
    assert client.get(address("/izin/peta/moon/", CRISPS)).status_code == 404


def test_she_saves_what_she_tried_and_her_other_answers_stay(world: World) -> None:
    member = world.client(Role.MEMBER)
    member.post("/izin/saya/tanya/class/", {"class": "2025:14120"})
    member.post("/izin/saya/tanya/npwp/", {"npwp": "have"})
    confirm_page = member.get(address("/izin/simpan/", CRISPS))
    assert "Jawaban yang berubah" in text(confirm_page)
    assert member.post("/izin/saya/simpan/", CRISPS).headers["Location"] == "/izin/saya/"
    assert answers_of(world.own.member.business_id).saved() == CRISPS | {"npwp": "have"}  # type: ignore[arg-type]  # she has one
    assert RoadmapDecision.objects.filter(occasion="saved").count() == 1


def test_before_she_has_an_account_the_answers_wait_in_her_browser(world: World, client: Client) -> None:
    page = client.get(address("/izin/simpan/", CRISPS))
    assert "/masuk/?next=%2Fizin%2Fsimpan%2F%3Fclass%3D2025" in page.content.decode()
    cookie = client.cookies[COOKIE]
    assert cookie["httponly"]
    member = world.client(Role.MEMBER)
    member.cookies[COOKIE] = cookie.value
    found = member.get("/izin/saya/usaha/")
    assert "Ada peta izin yang Anda coba di HP ini" in text(found)
    assert not SavedAnswer.objects.exists()  # nothing is saved unless she says so
    member.post("/izin/saya/simpan/", CRISPS)
    assert "Ada peta izin" not in text(member.get("/izin/saya/"))


def test_she_goes_on_at_the_counter_on_the_same_answers_and_sees_who_looked(world: World) -> None:
    member, officer = world.client(Role.MEMBER), world.client(Role.KELURAHAN)
    member.post("/izin/saya/tanya/class/", {"class": "2025:10794"})
    assert member.post("/izin/saya/tanya/place/", {"place": "home"}).headers["Location"] == "/izin/saya/tanya/zone/"
    desk = f"/meja/anggota/{world.own.person_id}/peta-izin/"
    assert officer.get(f"{desk}tanya/").context["page"].code == "zone"
    for question in ("zone", "capital", "product"):
        officer.post(f"{desk}tanya/{question}/", {question: CRISPS[question]})
    done = officer.post(f"{desk}tanya/inputs/", {"inputs": "simple"})
    assert done.headers["Location"] == desk
    assert RoadmapDecision.objects.get().occasion == "counter"
    assert "SPP-IRT" in text(member.get("/izin/saya/"))
    assert Opening.objects.filter(person_id=world.own.person_id, surface="licence_roadmap").count() >= 5
    assert world.own.name in text(officer.get("/meja/peta-izin/"))
    assert world.own.name in text(world.client(Role.MENTOR).get("/meja/peta-izin/"))


def test_a_task_is_finished_by_a_confirmed_permit_alone(world: World) -> None:
    member, her = world.client(Role.MEMBER), world.own.person_id
    member.post("/izin/saya/simpan/", CRISPS)
    permit = report(by=world.actor(Role.MEMBER), given=a_report(her))

    def nib() -> object:
        return next(task for task in member.get("/izin/saya/").context["page"].tasks if task.code == "nib")

    assert (nib().done, nib().reported) == (False, True)  # type: ignore[attr-defined]  # a line
    assert "Menurut laporan sendiri sudah ada" in text(member.get("/izin/saya/"))
    confirm(by=world.actor(Role.KELURAHAN), permit=permit, source=Source.PAPER, on=today())
    assert (nib().done, nib().reported) == (True, False)  # type: ignore[attr-defined]  # a line
    assert member.get("/izin/saya/").context["page"].step.code != "nib"


def test_one_set_of_fields_fills_every_form_and_the_number_stands_on_the_packet_alone(world: World) -> None:
    member = world.client(Role.MEMBER)
    member.post("/izin/saya/simpan/", CRISPS)
    form = member.get("/izin/saya/berkas/isi/").context["form"]
    marks = {f"was_{bound.name}": was for bound, _entry, was in form.entries()}
    assert len(marks) == len(form.fields)
    given = {"business": "Keripik Siti", "product": "Keripik singkong", "street": "Jalan Contoh 1"}
    assert member.post("/izin/saya/berkas/isi/", given | marks).headers["Location"] == "/izin/saya/berkas/"
    page = member.get("/izin/saya/berkas/")
    named = [sheet.code for sheet in page.context["page"].sheets if "Keripik Siti" in {line.value for line in sheet.lines}]
    assert named == ["nib", "spp_irt", "halal"]
    assert world.own.nik in page.content.decode()
    assert PacketEntry.objects.count() == 3
    for path in ("/izin/saya/", "/izin/saya/berkas/isi/", "/izin/saya/tugas/nib/"):
        assert world.own.nik not in member.get(path).content.decode()
    paper = member.post("/izin/saya/berkas/pdf/")
    assert paper.content.startswith(b"%PDF")
    assert RoadmapDecision.objects.filter(occasion="printed").count() == 1


def test_a_kept_roadmap_says_what_changed_since(world: World) -> None:
    member = world.client(Role.MEMBER)
    member.post("/izin/saya/simpan/", CRISPS)
    member.post("/izin/saya/tanya/brand/", {"brand": "yes"})
    kept = RoadmapDecision.objects.get()
    said = text(member.get(f"/izin/saya/riwayat/{kept.id}/"))
    assert "Keputusan ini tetap memakai aturan versi" in said
    assert "Daftar merek: baru di daftar" in said
    assert "Karena jawaban berubah" in said
    assert "Karena aturan berubah" not in said


@pytest.mark.parametrize("path", ["", "?cari=keripik", "tanya/", "peta/", "peta/spp_irt/", "harapan/", "simpan/"])
def test_pages_are_light_and_need_nothing_else(client: Client, path: str) -> None:
    page = client.get(
        f"/izin/{path}" if "?" in path or not path else address(f"/izin/{path}", GREEN if path == "peta/" else CRISPS)
    )
    page = client.get(page.headers["Location"]) if page.status_code == 302 else page
    content = page.content
    assert len(gzip.compress(content, 6)) <= BUDGET
    assert not re.search(rb"<script|<link[^>]+stylesheet|<img|style=", content.partition(b"</style>")[2])
    assert content.count(b"<h1>") == 1


def test_every_change_and_every_refusal_has_words() -> None:
    assert set(CHANGES) == {"gained", "lost", "level", "blocked", "freed", "figures"}
    assert not changes([], [])
    for code in ("record.not_enrolled", "record.consent_withdrawn", "record.outside_scope", "record.own"):
        assert code in REFUSALS


def test_the_english_pages_are_english(client: Client) -> None:
    client.cookies["bahasa"] = "en"
    with translation.override("en"):
        said = text(client.get(address("/izin/peta/", CRISPS)))
    assert "Your licence roadmap" in said
    assert "required" in said.lower()
    assert not re.search(r"\b(wajib|disarankan|belum dipastikan|Langkah berikutnya)\b", said)
