"""One-time codes: single use, five tries, ten minutes, and the same answer whether we know the number or not."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from okoce.accounts import services
from okoce.accounts.enums import CodePurpose
from okoce.accounts.models import OneTimeCode, Throttle, User
from okoce.accounts.rules.limits import CODES_PER_ADDRESS
from okoce.core.decisions import Decision
from okoce.messaging.models import Message
from tests.accounts.people import OTHER_PHONE, PHONE, UNKNOWN_PHONE, latest_code, latest_text, wrong_code

SIGN_IN, RECEIPT = CodePurpose.SIGN_IN, CodePurpose.RECEIPT


def _check(code: str, phone: str = PHONE, purpose: CodePurpose = SIGN_IN) -> Decision:
    return services.check_code(phone=phone, code=code, purpose=purpose)


@pytest.fixture
def code(db: None) -> str:
    services.ensure_phone_account(PHONE)
    assert services.send_code(phone=PHONE, purpose=SIGN_IN)
    return latest_code()


def test_the_text_is_short_and_warns(code: str) -> None:
    text = latest_text()
    assert text == f"Kode OK OCE Anda: {code}. Berlaku 10 menit. Jangan berikan kepada siapa pun, juga kepada petugas."
    assert re.fullmatch(r"\d{6}", code)
    assert len(text) <= 160, "one SMS"


def test_the_code_lies_nowhere_in_the_database(code: str) -> None:
    row = OneTimeCode.objects.get()
    assert code.encode() not in bytes(row.code_hash) + bytes(row.phone_hash)
    assert code.encode() not in bytes(Message.objects.get().text_sealed)


def test_a_code_works_once(code: str) -> None:
    assert _check(f" {code[:3]} {code[3:]}")
    assert _check(code).codes == ("code_over",)


def test_a_code_is_for_its_phone_and_purpose(code: str) -> None:
    services.send_code(phone=PHONE, purpose=RECEIPT)
    services.send_code(phone=OTHER_PHONE, purpose=SIGN_IN)
    assert _check(code, purpose=RECEIPT).codes == ("code_wrong",)
    assert _check(code, phone=OTHER_PHONE).codes == ("code_wrong",)
    assert _check(code)


def test_five_tries(code: str) -> None:
    answers = [_check(wrong_code()) for _ in range(6)]
    assert [answer.reasons[0].params.get("left") for answer in answers] == [4, 3, 2, 1, None, None]
    assert answers[-1].codes == ("code_over",)
    assert _check(code).codes == ("code_over",)


def test_the_fifth_try_may_be_the_right_one(code: str) -> None:
    for _ in range(4):
        _check(wrong_code())
    assert _check(code)


def test_what_cannot_be_a_code_costs_no_try(code: str) -> None:
    for typed in ("", "12", "abcdef", "1234567"):
        assert _check(typed).codes == ("code_unreadable",)
    assert OneTimeCode.objects.get().attempts == 0


def test_ten_minutes(code: str) -> None:
    row = OneTimeCode.objects.get()
    assert timedelta(minutes=9, seconds=50) < row.expires_at - timezone.now() <= timedelta(minutes=10)
    OneTimeCode.objects.update(expires_at=timezone.now())
    assert _check(code).codes == ("code_over",)


def test_only_the_latest_code(code: str) -> None:
    _check(wrong_code())
    services.send_code(phone=PHONE, purpose=SIGN_IN)
    newer = latest_code()
    if newer != code:
        assert _check(code).codes == ("code_wrong",)
    assert _check(newer)


def test_guessing_over_many_codes_ends(code: str) -> None:
    """New codes bring new tries; a day allows thirty in all."""
    for _ in range(30):
        OneTimeCode.objects.update(attempts=0)
        assert _check(wrong_code()).codes == ("code_wrong",)
    assert _check(code).codes == ("too_many_tries",)


def test_three_codes_in_ten_minutes_for_a_phone(code: str) -> None:
    assert services.send_code(phone=PHONE, purpose=SIGN_IN)
    assert services.send_code(phone=PHONE, purpose=RECEIPT)
    refused = services.send_code(phone=PHONE, purpose=SIGN_IN)
    assert refused.codes == ("too_many_tries",)
    assert Message.objects.count() == 3


def test_an_address_that_asks_for_everybody_is_stopped(db: None) -> None:
    answers = [
        bool(services.send_code(phone=f"+6281200000{number:03}", purpose=SIGN_IN, address="10.1.2.3"))
        for number in range(CODES_PER_ADDRESS.times + 1)
    ]
    assert answers == [True] * CODES_PER_ADDRESS.times + [False]
    assert services.send_code(phone="+6281200000999", purpose=SIGN_IN, address="10.1.2.4")


def test_an_unknown_number_is_told_so_and_gets_no_code(db: None) -> None:
    assert services.send_code(phone=UNKNOWN_PHONE, purpose=SIGN_IN)
    assert latest_text().startswith("Nomor ini belum terdaftar di OK OCE.")
    assert not re.search(r"\d{6}", latest_text())


def test_an_ended_account_is_an_unknown_number(db: None) -> None:
    services.ensure_phone_account(PHONE)
    User.objects.update(is_active=False)
    services.send_code(phone=PHONE, purpose=SIGN_IN)
    assert latest_text().startswith("Nomor ini belum terdaftar")


@dataclass(frozen=True)
class Seen:
    """One answer as a stranger sees it, and what the database did for it."""

    status: int
    target: str
    body: str
    statements: tuple[str, ...]


def _without_values(sql: str) -> str:
    return re.sub(r"'[^']*'|\bs\d+_x\d+\b|\b\d+\b", "?", sql).split(" VALUES")[0][:60]


def _post(client: Client, path: str, values: dict[str, str]) -> Seen:
    with CaptureQueriesContext(connection) as queries:
        answer = client.post(path, values)
    body = re.sub(r'name="csrfmiddlewaretoken" value="\w+"|pukul [\d.]+', "", answer.content.decode())
    statements = tuple(_without_values(query["sql"]) for query in queries)
    return Seen(answer.status_code, answer.headers.get("Location", ""), body, statements)


def _visit(phone: str) -> list[Seen]:
    """Somebody asks for a code, guesses, asks again until we stop her."""
    client, code, again = Client(), "/masuk/kode/", "/masuk/kode/lagi/"
    steps: tuple[tuple[str, dict[str, str]], ...]
    steps = ((code, {"code": "000001"}), (again, {}), (code, {"code": "000002"}), (again, {}), (again, {}))
    return [_post(client, "/masuk/", {"phone": phone}), *(_post(client, path, values) for path, values in steps)]


def test_known_and_unknown_numbers_look_the_same_and_cost_the_same(db: None) -> None:
    # Both are masked alike, so that the pages must be equal to the letter.
    services.ensure_phone_account("+6281234567123")
    known, unknown = _visit("0812 3456 7123"), _visit("0812 9999 9123")
    assert [answer.status for answer in known] == [302, 422, 302, 422, 302, 429]
    assert known == unknown


def test_a_guessed_code_of_an_unknown_number_opens_nothing(client: Client, db: None) -> None:
    client.post("/masuk/", {"phone": UNKNOWN_PHONE})
    row = OneTimeCode.objects.get()
    row.code_hash = services.codes._code_hash(UNKNOWN_PHONE, SIGN_IN, "123456")
    row.save()
    assert client.post("/masuk/kode/", {"code": "123456"}).status_code == 422
    assert "_auth_user_id" not in client.session


def test_a_number_with_an_error_stays_in_the_form(client: Client, db: None) -> None:
    answer = client.post("/masuk/", {"phone": "021-5551234"})
    assert answer.status_code == 422
    assert "bukan nomor HP" in answer.content.decode()
    assert 'value="021-5551234"' in answer.content.decode()
    assert not Throttle.objects.exists()


def test_the_page_after_sign_in_gets_the_wish_of_the_one_before(client: Client, db: None) -> None:
    services.ensure_phone_account(PHONE)
    client.post("/masuk/", {"phone": PHONE, "next": "/uji/anggota/"})
    answer = client.post("/masuk/kode/", {"code": latest_code()})
    assert answer.headers["Location"] == "/uji/pilih/?next=%2Fuji%2Fanggota%2F"


@pytest.mark.parametrize("target", ["https://jahat.example/", "//jahat.example/", "javascript:alert(1)"])
def test_nobody_is_sent_elsewhere(client: Client, db: None, target: str) -> None:
    services.ensure_phone_account(PHONE)
    client.post("/masuk/", {"phone": PHONE, "next": target})
    assert client.post("/masuk/kode/", {"code": latest_code()}).headers["Location"] == "/uji/pilih/"


def test_the_session_does_not_show_the_number(client: Client, db: None) -> None:
    client.post("/masuk/", {"phone": PHONE})
    assert PHONE[3:] not in str(dict(client.session))


def test_the_page_of_the_code_needs_a_number_first(client: Client, db: None) -> None:
    assert client.get("/masuk/kode/").headers["Location"] == "/masuk/"
    assert client.post("/masuk/kode/lagi/").headers["Location"] == "/masuk/"


def test_sixteen_at_once_use_a_code_once(own_database: str) -> None:
    services.ensure_phone_account(PHONE)
    services.send_code(phone=PHONE, purpose=SIGN_IN)
    code = latest_code()

    def use(_number: int) -> Decision:
        try:
            return _check(code)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(use, range(16)))
    assert sum(answer.allowed for answer in answers) == 1


def test_sixteen_at_once_have_five_tries(own_database: str) -> None:
    services.ensure_phone_account(PHONE)
    services.send_code(phone=PHONE, purpose=SIGN_IN)
    wrong = wrong_code()

    def guess(_number: int) -> tuple[str, ...]:
        try:
            return _check(wrong).codes
        finally:
            connections.close_all()

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(16)))
    assert sorted(answers) == [("code_over",)] * 12 + [("code_wrong",)] * 4
    assert OneTimeCode.objects.get().attempts == 5


def test_forgetting(code: str) -> None:
    OneTimeCode.objects.update(expires_at=timezone.now() - timedelta(days=2))
    Throttle.objects.update(forget_at=timezone.now() - timedelta(seconds=1))
    assert services.forget_spent() == 3
    assert not OneTimeCode.objects.exists()
    assert not Throttle.objects.exists()
