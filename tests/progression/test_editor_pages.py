"""Pages of rules and their editor: without JavaScript, without JSON, nothing typed is lost, queries do not grow."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import Actor, actor_of
from okoce.progression.enums import EditionState, PreviewState
from okoce.progression.models import EditionPreview, EditionRecord
from okoce.progression.queries import approved_editions, forget
from tests.evaluation.building import seal_here
from tests.progression.drafts import FREE, content, draft, people, previewed, put, shipped, stricter_mentoring, submitted
from tests.progression.test_previews import left_to_the_worker
from tests.world import make_account, sign_in, today

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_kept() -> Iterator[None]:
    """What the process keeps of approved editions is of databases that are rolled back."""
    forget()
    yield
    forget()


@pytest.fixture
def author() -> tuple[Client, Actor]:
    user = make_account("penilai", Role.EVALUATOR)
    return sign_in(user), actor_of(user)


def text(response: object) -> str:
    return str(response.content.decode())  # type: ignore[attr-defined]  # a response of the test client


def test_everybody_on_staff_reads_the_rules_in_words() -> None:
    page = text(sign_in(make_account("bank", Role.LENDER)).get("/aturan/"))
    assert "Paling sedikit 1 kali kunjungan pendamping atau sesi pendampingan" in page
    assert "Rancangan" not in page
    english = sign_in(make_account("mentor", Role.MENTOR))
    english.post("/bahasa/en/")
    assert "Jakpreneur 2020: services chosen freely" in text(english.get("/aturan/", headers={"accept-language": "en"}))


def test_a_draft_is_hidden_from_those_who_do_not_work_with_it() -> None:
    record = draft()
    refused = sign_in(make_account("bank", Role.LENDER)).get(f"/aturan/{record.id}/")
    assert refused.status_code == 403
    assert "belum untuk umum" in text(refused)


def gate_data(record: EditionRecord, **changes: object) -> dict[str, object]:
    data: dict[str, object] = {
        "seen": record.digest,
        "do": "save",
        "g.type": "count",
        "g.kind": ["training.attended"],
        "g.tests": "1",
        "g.t0.field": "skill",
        "g.t0.op": "in",
        "g.t0.value": ["hard"],
        "g.at_least": "2",
        "g.within": "180",
        "g.min_grade": "confirmed",
        "g.minimum_grade": "self_reported",
    }
    return {**data, **{name.replace("__", "."): value for name, value in changes.items()}}


def test_a_condition_is_written_by_form_controls(author: tuple[Client, Actor]) -> None:
    client, by = author
    record = draft(by=by)
    sent = client.post(f"/aturan/{record.id}/syarat/2/", gate_data(record))
    assert (sent.status_code, sent["Location"]) == (302, f"/aturan/{record.id}/#p2")
    assert (
        "Paling sedikit 2 kali hadir di pelatihan (jenis pelatihan keterampilan usaha (hard skill)) dalam 180 hari terakhir, "
        "bukti minimal dibenarkan pihak lain."
    ) in text(client.get(f"/aturan/{record.id}/"))


def test_a_button_changes_the_shape_and_saves_nothing(author: tuple[Client, Actor]) -> None:
    client, by = author
    record = draft(by=by)
    page = client.post(f"/aturan/{record.id}/syarat/2/", gate_data(record, do="wrap::any", g__at_least="dua belas"))
    assert page.status_code == 200
    assert 'name="g-0.at_least" value="dua belas"' in text(page)
    assert 'name="g-1.type" value="count"' in text(page)
    record.refresh_from_db()
    assert record.document == {**shipped().document, "code": FREE}


def test_invalid_input_gets_a_reason_at_its_field_and_loses_nothing(author: tuple[Client, Actor]) -> None:
    client, by = author
    record = draft(by=by)
    page = client.post(f"/aturan/{record.id}/syarat/2/", gate_data(record, g__at_least="dua", g__within="180"))
    assert page.status_code == 422
    assert 'href="#id_g.at_least">Paling sedikit: Isi dengan angka bulat, paling kecil 1.' in text(page)
    assert 'name="g.at_least" value="dua"' in text(page)
    assert 'name="g.within" value="180"' in text(page)
    assert 'value="hard" checked' in text(page)


def test_a_form_of_earlier_content_is_told_so(author: tuple[Client, Actor]) -> None:
    client, by = author
    record = draft(by=by)
    seen = gate_data(record)
    client.post(f"/aturan/{record.id}/syarat/3/", gate_data(record))
    page = client.post(f"/aturan/{record.id}/syarat/2/", seen)
    assert page.status_code == 409
    assert "berubah sejak Anda membukanya" in text(page)
    assert 'name="g.within" value="180"' in text(page)


def test_texts_of_a_draft(author: tuple[Client, Actor]) -> None:
    client, by = author
    record = draft(by=by)
    form = client.get(f"/aturan/{record.id}/isi/").context["form"]
    data = {name: "" if value is None else str(value) for name, value in form.initial.items()}
    assert client.post(f"/aturan/{record.id}/isi/", {**data, "sources": "di koran"}).status_code == 422
    sent = client.post(f"/aturan/{record.id}/isi/", {**data, "title": "Aturan uji", "title_en": "Test rule", "valid_to": ""})
    assert sent.status_code == 302
    record.refresh_from_db()
    assert (content(record).title, content(record).title_en, content(record).article) == (
        "Aturan uji",
        "Test rule",
        "article unverified",
    )


def test_the_whole_way_on_pages(author: tuple[Client, Actor]) -> None:
    client, _by = author
    people()
    sent = client.post("/aturan/baru/", {"copy_of": str(shipped().id), "code": FREE})
    record = EditionRecord.objects.get(code=FREE, version=2)
    assert sent["Location"] == f"/aturan/{record.id}/"
    client.post(f"/aturan/{record.id}/syarat/8/", gate_data(record, g__tests="0", g__kind=["mentoring.visit"]))
    asked = client.post(f"/aturan/{record.id}/pratinjau/", {"against": str(shipped().id), "as_of": today().isoformat()})
    page = text(client.get(asked["Location"]))
    assert "1 orang tidak lagi dihitung" in page
    record.refresh_from_db()
    client.post(f"/aturan/{record.id}/ajukan/", {"seen": record.digest})
    assert "Setujui aturan ini" not in text(client.get(asked["Location"]))
    second = sign_in(make_account("pengelola", Role.ADMINISTRATOR))
    assert "Setujui aturan ini" in text(second.get(asked["Location"]))
    own = client.post(f"/aturan/{record.id}/setujui/", {"preview": asked["Location"].rstrip("/").rsplit("/", 1)[-1]})
    assert (own.status_code, "Anda sendiri yang menyusun" in text(own)) == (403, True)
    second.post(f"/aturan/{record.id}/setujui/", {"preview": asked["Location"].rstrip("/").rsplit("/", 1)[-1]})
    record.refresh_from_db()
    assert record.state == EditionState.APPROVED
    assert {edition.code for edition in approved_editions(today())} == {FREE, "OKOCE-2018", "OKOCE-2018-09"}


def test_a_new_edition_stands_beside_the_others_in_the_round(author: tuple[Client, Actor]) -> None:
    client, _by = author
    people()
    record, preview = submitted("JAKPRENEUR-2027")
    second = sign_in(make_account("pengelola", Role.ADMINISTRATOR))
    second.post(f"/aturan/{record.id}/setujui/", {"preview": str(preview.id)})
    seal_here()
    page = text(client.get("/evaluasi/"))
    assert all(code in page for code in ("JAKPRENEUR-2027", "JAKPRENEUR-2020", "OKOCE-2018", "OKOCE-2018-09"))


def test_a_waiting_preview_shows_how_far_it_is(author: tuple[Client, Actor]) -> None:
    client, by = author
    record = draft(by=by)
    waiting = left_to_the_worker(
        previewed(record, by=by), state=PreviewState.RUNNING, done=3000, total=12000, progress_at=timezone.now()
    )
    page = text(client.get(f"/aturan/pratinjau/{waiting.id}/"))
    assert "25 persen: 3.000 dari 12.000" in page
    assert 'http-equiv="refresh"' in page


def queries(client: Client, url: str) -> int:
    client.get(url)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_grow(author: tuple[Client, Actor]) -> None:
    client, by = author
    people()
    record = draft("UJI-1", by=by)
    put(record, content(stricter_mentoring(draft("UJI-1"))), by=by)
    record.refresh_from_db()
    preview: EditionPreview = previewed(record, by=by)
    addresses = ("/aturan/", f"/aturan/{record.id}/", f"/aturan/pratinjau/{preview.id}/")
    before = [queries(client, url) for url in addresses]
    for at in range(3):
        previewed(record, by=by)
        preview.groups.create(row=4, gained=True, reason=preview.groups.all()[0].reason, people=at)
        draft(f"LAIN-{at}", by=by)
    assert [queries(client, url) for url in addresses] == before
