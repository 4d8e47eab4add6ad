"""Pages: her own, the number that she keeps, the officers' desk; each in the words of the reader and in few queries."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.core.decisions import Reason
from okoce.core.encryption import keyring
from okoce.core.ids import new_id
from okoce.members.queries import phone_of
from okoce.messaging.models import Message
from okoce.privacy.enums import Field, RequestKind, RequestState
from okoce.privacy.models import DataRequest
from okoce.privacy.services import Request, ask
from okoce.privacy.web.texts import SENTENCES, sentence
from tests.architecture.source import SRC
from tests.portal.citizen_world import FIRST_VIEW, compressed, text_of
from tests.world import World, make_member, phone_account, sign_in

pytestmark = pytest.mark.django_db


def form(**more: object) -> dict[str, Any]:
    return {"form_id": str(new_id()), **more}


def newest() -> DataRequest:
    return DataRequest.objects.latest("asked_at")


def newest_code() -> str:
    row = Message.objects.filter(purpose="code.own_data").latest("created_at")
    found = re.search(r"\b\d{6}\b", keyring(settings.SECRETS_DIR).open(row.text_sealed, "message-text"))
    assert found is not None
    return found[0]


def test_she_asks_for_a_correction_and_reads_the_clock(world: World) -> None:
    phone = world.client(Role.MEMBER)
    page = phone.get("/saya/data/")
    assert "Minta salinan data saya" in text_of(page)
    empty = phone.post("/saya/data/minta/perbaikan/", form())
    assert empty.status_code == 422
    sent = phone.post("/saya/data/minta/perbaikan/", form(about="name", words="Nama saya Siti Ali"), follow=True)
    assert "tinggal 71 jam" in text_of(sent)
    assert "Nama saya Siti Ali" in text_of(sent)
    assert newest().receipt in text_of(phone.get("/saya/data/"))


def test_the_officer_corrects_and_she_reads_the_answer(world: World) -> None:
    world.client(Role.MEMBER).post("/saya/data/minta/perbaikan/", form(about="name", words="Nama saya Siti Ali"))
    desk, address = world.client(Role.KECAMATAN), f"/meja/data-pribadi/{newest().id}/"
    assert "Siti Aminah" in text_of(desk.get("/meja/data-pribadi/"))
    desk.post(address, {"action": "take"})
    assert newest().state == RequestState.IN_WORK
    missing = desk.post(address, {"action": "answer", "name": "Siti Ali"})
    assert missing.status_code == 422
    desk.post(address, {"action": "answer", "name": "Siti Ali", "text": "Sudah sesuai KTP."})
    told = text_of(world.client(Role.MEMBER).get(f"/saya/data/permintaan/{newest().id}/"))
    assert "Sudah sesuai KTP." in told
    assert "Siti Ali" in told
    assert "dijawab tepat waktu" in told


def test_an_action_that_is_over_is_refused_with_its_reason(world: World) -> None:
    world.client(Role.MEMBER).post("/saya/data/minta/hapus/", form(sure="on"))
    address = f"/meja/data-pribadi/{newest().id}/"
    disputed = world.client(Role.KECAMATAN).post(address, {"action": "decide"})
    assert disputed.status_code == 409
    assert "NIK ini dipakai orang lain" in text_of(disputed)
    world.client(Role.MEMBER).post(f"/saya/data/permintaan/{newest().id}/batal/")
    assert newest().state == RequestState.CANCELLED
    again = world.client(Role.MEMBER).post(f"/saya/data/permintaan/{newest().id}/batal/")
    assert again.status_code == 409


def test_the_copy_opens_with_a_fresh_code_only(world: World) -> None:
    phone = world.client(Role.MEMBER)
    phone.post("/saya/data/minta/salinan/", form())
    row = newest()
    address = f"/saya/data/salinan/{row.id}/"
    assert phone.get(f"{address}data-saya.json").status_code == 302
    assert world.own.nik not in phone.get(address).content.decode()
    phone.post(f"{address}kode/")
    assert phone.post(address, {"code": "000000"}).status_code == 422
    phone.post(address, {"code": newest_code()})
    page = phone.get(address).content.decode()
    assert world.own.nik in page
    assert world.own.phone in page
    told = json.loads(phone.get(f"{address}data-saya.json").content)
    values = {(item["column"], item["value"]) for item in told["items"]}
    assert ("members.Person.nik_sealed", world.own.nik) in values
    assert ("facts.Fact.kind", "training.attended") in values
    DataRequest.objects.filter(id=row.id).update(open_until=timezone.now() - timedelta(seconds=1))
    assert phone.get(address).status_code == 404


def test_a_withdrawal_says_what_stops_and_what_it_does_not_reach(world: World) -> None:
    phone = world.client(Role.MEMBER)
    told = text_of(phone.post("/saya/data/minta/izin/", form(purpose="programme"), follow=True))
    assert "Izin sudah dicabut dan berlaku sekarang" in told
    assert "tetap dihitung tanpa nama" in told
    assert "Tidak ada izin yang berlaku" in text_of(phone.get("/saya/data/minta/izin/"))


def test_an_officer_takes_it_down_with_the_card_in_hand(world: World) -> None:
    desk = world.client(Role.KELURAHAN)
    address = f"/meja/data-pribadi/orang/{world.own.person_id}/minta/hapus/"
    assert desk.post(address, form(sure="on")).status_code == 422
    desk.post(address, form(sure="on", identity="on"))
    assert (newest().channel, newest().state) == ("counter", RequestState.OPEN)


def test_the_copy_of_the_counter_is_shown_once_the_reason_is_given(world: World) -> None:
    own, _other = world.data_requests
    desk, address = world.client(Role.KECAMATAN), f"/meja/data-pribadi/{own}/salinan/"
    assert desk.post(address, {"reason": "cetak"}).status_code == 422
    assert world.own.nik in desk.post(address, {"reason": "Dicetak di loket untuknya"}).content.decode()
    opened = text_of(world.client(Role.MEMBER).get("/saya/dibuka/"))
    assert "Dicetak di loket untuknya" in opened


def test_the_number_shows_dates_to_anybody_and_nothing_of_hers(world: World) -> None:
    world.client(Role.MEMBER).post("/saya/data/minta/perbaikan/", form(about="name", words="Nama saya Siti Ali"))
    anyone = world.client("anonymous")
    page = anyone.get("/data-pribadi/bukti/", {"nomor": newest().receipt.lower().replace("-", "")}, follow=True)
    told = text_of(page)
    assert "Permintaan diterima" in told
    assert "Siti" not in told
    assert anyone.get("/data-pribadi/bukti/AAA-AAA-AAA/").status_code == 404


def test_the_controller_sees_totals_and_no_name(world: World) -> None:
    request = Request(RequestKind.CORRECTION, world.own.person_id, about=Field.NAME, words="x")
    ask(by=world.actor(Role.MEMBER), request=request, at=timezone.now() - timedelta(hours=80))
    for role in (Role.CITY, Role.ADMINISTRATOR):
        told = text_of(world.client(role).get("/meja/data-pribadi/ringkasan/"))
        assert "1 permintaan terlambat dijawab" in told
        assert "Siti" not in told
    assert "Siti Aminah" in text_of(world.client(Role.CITY).get("/meja/data-pribadi/"))


def test_the_list_costs_the_same_for_one_and_for_three(world: World) -> None:
    desk = world.client(Role.KECAMATAN)
    counts = []
    for n in (21, 22, 23):
        found = make_member(n)
        client = sign_in(phone_account(phone_of(found.person_id)), found.person_id)
        client.post("/saya/data/minta/perbaikan/", form(about="name", words="x"))
        with CaptureQueriesContext(
            connection,
        ) as queries:
            desk.get("/meja/data-pribadi/")
        counts.append(len(queries))
    assert counts[0] == counts[2]


def test_her_pages_fit_into_the_first_flight_of_a_network(world: World) -> None:
    phone = world.client(Role.MEMBER)
    for address in ("/saya/data/", "/saya/data/minta/hapus/", "/saya/data/minta/perbaikan/"):
        assert compressed(phone.get(address)) < FIRST_VIEW


def test_every_reason_has_a_sentence() -> None:
    """Codes of this app, as they stand in its source."""
    text = "\n".join(path.read_text("utf-8") for path in (SRC / "okoce" / "privacy").rglob("*.py"))
    missing = set(re.findall(r'"(data\.[a-z_]+)"', text)) - SENTENCES.keys()
    assert not missing
    assert "Paling panjang 9 huruf" in sentence(Reason("data.words_too_long", {"longest": 9}))
