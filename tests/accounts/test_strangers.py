"""Strangers who try: they are slowed down, and they do not lock anybody out who signed in on her own device before."""

import pytest
from django.test import Client

from okoce.accounts import services
from okoce.accounts.enums import CodePurpose
from okoce.accounts.models import OneTimeCode
from okoce.accounts.rules.limits import Limit
from okoce.accounts.rules.senders import Sender, code_requests, code_tries, password_tries
from okoce.accounts.web.devices import COOKIE
from tests.accounts.people import PASSWORD, PHONE, administrator, latest_code, officer, sign_in

pytestmark = pytest.mark.django_db
WRONG = "bukan-kata-sandinya"


def _names(tries: tuple[tuple[Limit, str], ...]) -> list[str]:
    return [limit.name for limit, _key in tries]


def test_a_known_device_shares_no_key_with_strangers() -> None:
    for made in (password_tries, code_requests, code_tries):
        known = set(made("sari", Sender("198.51.100.1", "d1")))
        strange = set(made("sari", Sender("198.51.100.1")))
        assert not known & strange
        assert known != set(made("sari", Sender("198.51.100.1", "d2")))


@pytest.mark.parametrize(
    ("sender", "passwords", "requests", "tries"),
    [
        (
            Sender("198.51.100.1"),
            ["password-name", "password-name-day", "password-address", "password-strangers"],
            ["code-network-day", "code-address", "code-phone", "code-phone-day"],
            ["code-try-network", "code-try-phone"],
        ),
        (
            Sender("198.51.100.1", "d1"),
            ["password-device", "password-name-day"],
            ["code-phone", "code-phone-day"],
            ["code-try-phone"],
        ),
    ],
)
def test_which_limits_count(sender: Sender, passwords: list[str], requests: list[str], tries: list[str]) -> None:
    assert _names(password_tries("sari", sender)) == passwords
    assert _names(code_requests("+62812", sender)) == requests
    assert _names(code_tries("+62812", sender)) == tries


def test_one_stranger_does_not_lock_a_name_for_others() -> None:
    officer(administrator())
    assert [sign_in(Client(), "ratna", WRONG, REMOTE_ADDR="198.51.100.7") for _ in range(6)] == [422] * 5 + [429]
    assert sign_in(Client(), "ratna", REMOTE_ADDR="198.51.100.8") == 302, "her own network has tries of its own"


def test_many_strangers_meet_a_cap_and_her_device_does_not() -> None:
    """A hundred wrong passwords from forty networks: strangers are stopped, she gets in where she signed in before."""
    officer(administrator())
    hers = Client()
    assert sign_in(hers, "ratna", REMOTE_ADDR="203.0.113.9") == 302
    hers.post("/keluar/")
    answers = [sign_in(Client(), "ratna", WRONG, REMOTE_ADDR=f"198.51.100.{number % 40}") for number in range(120)]
    assert answers == [422] * 100 + [429] * 20
    assert sign_in(Client(), "ratna", REMOTE_ADDR="203.0.113.77") == 429, "a new device waits, or asks an administrator"
    assert sign_in(hers, "ratna", REMOTE_ADDR="203.0.113.77") == 302


def test_a_known_device_may_not_guess_without_end_either() -> None:
    officer(administrator())
    hers = Client()
    sign_in(hers, "ratna")
    hers.post("/keluar/")
    assert [sign_in(hers, "ratna", WRONG) for _ in range(11)] == [422] * 10 + [429]
    assert sign_in(Client(), "ratna") == 302, "nor does it lock the others"


def test_the_cookie_names_nobody_and_cannot_be_made() -> None:
    officer(administrator())
    hers = Client()
    sign_in(hers, "ratna")
    cookie = hers.cookies[COOKIE]
    assert "ratna" not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/masuk/")
    forged = Client()
    forged.cookies[COOKIE] = cookie.value[:-4] + "AAAA"
    assert [sign_in(forged, "ratna", WRONG) for _ in range(6)] == [422] * 5 + [429], "a stranger's limits"
    other = Client()
    other.cookies[COOKIE] = cookie.value
    assert [sign_in(other, "sari", WRONG) for _ in range(6)] == [422] * 5 + [429], "known for one account, a stranger for others"


def _ask(client: Client, address: str) -> int:
    client.post("/masuk/", {"phone": PHONE}, REMOTE_ADDR=address)
    return client.get("/masuk/kode/").status_code


def test_a_stranger_who_guesses_does_not_use_up_her_code() -> None:
    services.ensure_phone_account(PHONE)
    hers, stranger = Client(), Client()
    assert _ask(hers, "203.0.113.9") == 200
    code = latest_code()
    assert _ask(stranger, "198.51.100.7") == 200
    for number in range(6):
        stranger.post("/masuk/kode/", {"code": f"{number:06}"}, REMOTE_ADDR="198.51.100.7")
    assert stranger.post("/masuk/kode/", {"code": code}, REMOTE_ADDR="198.51.100.7").status_code == 422, "her code is hers"
    assert OneTimeCode.objects.count() == 2
    assert hers.post("/masuk/kode/", {"code": code}, REMOTE_ADDR="203.0.113.9").status_code == 302


def test_a_stranger_who_asks_for_all_codes_does_not_keep_them_from_her_device() -> None:
    services.ensure_phone_account(PHONE)
    hers = Client()
    _ask(hers, "203.0.113.9")
    assert hers.post("/masuk/kode/", {"code": latest_code()}).status_code == 302
    hers.post("/keluar/")
    for number in range(12):
        _ask(Client(), f"198.51.100.{number}")
    refused = services.send_code(phone=PHONE, purpose=CodePurpose.SIGN_IN, address="198.51.100.99")
    assert refused.codes == ("too_many_tries",)
    assert hers.post("/masuk/", {"phone": PHONE}, REMOTE_ADDR="203.0.113.9").status_code == 302
    assert hers.post("/masuk/kode/", {"code": latest_code()}).status_code == 302


def test_an_administrator_lets_all_try_again() -> None:
    by = administrator()
    user_id = officer(by)
    for number in range(40):
        sign_in(Client(), "ratna", WRONG, REMOTE_ADDR=f"198.51.100.{number // 6}")
    assert sign_in(Client(), "ratna", PASSWORD, REMOTE_ADDR="198.51.100.0") == 429
    services.unlock(by=by, user_id=user_id)
    assert sign_in(Client(), "ratna", PASSWORD, REMOTE_ADDR="198.51.100.0") == 302
