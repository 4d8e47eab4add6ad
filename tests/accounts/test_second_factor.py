"""The second factor: set up, asked for, spent once, lost, reset; who needs one; proof asked again before dangerous actions."""

import base64
import json
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from io import StringIO
from uuid import UUID

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import connections
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from okoce.accounts import services
from okoce.accounts.enums import Role
from okoce.accounts.models import RecoveryCode, SecondFactor, Throttle, User
from okoce.accounts.queries import Actor, actor_of, factor_counts, recovery_codes_left
from okoce.accounts.rules import totp
from okoce.accounts.rules.factors import FRESH_FOR
from okoce.accounts.services import NewGrant
from okoce.accounts.services.factors import sealed_as
from okoce.accounts.services.sessions import PROVEN_KEY
from okoce.audit.queries import changes_of
from okoce.core.decisions import NotAllowed
from okoce.core.encryption import keyring
from tests.accounts.people import PASSWORD, PHONE, administrator, officer

RFC_SECRET = b"12345678901234567890"
SECOND = "/masuk/petugas/kedua/"
HERE = {"username": "ratna", "password": PASSWORD}


def _now() -> float:
    return timezone.now().timestamp()


def _code(secret: bytes, steps: int = 0) -> str:
    return totp.code_at(secret, totp.step_of(_now()) + steps)


def _with_app(user_id: UUID, secret: bytes = RFC_SECRET, *, spent: bool = False) -> tuple[str, ...]:
    """An account with an app; its present code may be used again where it is not ``spent``."""
    by = actor_of(User.objects.get(id=user_id))
    codes = services.add_totp(by=by, secret=secret, code=_code(secret))
    if not spent:
        SecondFactor.objects.update(last_step=None)
    return codes


def _refused(service: object, **values: object) -> tuple[str, ...]:
    with pytest.raises(NotAllowed) as refused:
        service(**values)  # type: ignore[operator]
    return refused.value.decision.codes


@pytest.fixture
def by(db: None) -> Actor:
    return administrator()


@pytest.fixture
def ratna(by: Actor) -> UUID:
    return officer(by)


# Rules


def test_an_app_is_set_up_with_a_code_of_it(by: Actor, ratna: UUID) -> None:
    actor = actor_of(User.objects.get(id=ratna))
    assert _refused(services.add_totp, by=actor, secret=RFC_SECRET, code="12 34") == ("code_unreadable",)
    assert _refused(services.add_totp, by=actor, secret=RFC_SECRET, code=_code(b"x" * 20)) == ("factor_wrong",)
    assert not SecondFactor.objects.exists()
    codes = _with_app(ratna)
    assert len(set(codes)) == len(codes) == 10
    assert _refused(services.add_totp, by=actor, secret=RFC_SECRET, code=_code(RFC_SECRET)) == ("factor_app_exists",)
    phone = services.ensure_phone_account(PHONE)
    values = {"by": actor_of(User.objects.get(id=phone)), "secret": RFC_SECRET, "code": _code(RFC_SECRET)}
    assert _refused(services.add_totp, **values) == ("account_unknown",)


def test_neither_secret_nor_codes_lie_readable(ratna: UUID) -> None:
    codes = _with_app(ratna)
    factor = SecondFactor.objects.get()
    assert factor.secret_sealed is not None
    assert RFC_SECRET not in bytes(factor.secret_sealed)
    assert RFC_SECRET.hex().encode() not in bytes(factor.secret_sealed)
    assert keyring(settings.SECRETS_DIR).open(factor.secret_sealed, sealed_as(factor.id)) == RFC_SECRET.hex()
    hashes = b"".join(bytes(row.code_hash) for row in RecoveryCode.objects.all())
    assert not any(code.encode() in hashes for code in codes)
    assert all(code not in str((change.before, change.after)) for change in changes_of("account", ratna) for code in codes)


def test_a_code_that_was_used_is_refused(ratna: UUID) -> None:
    _with_app(ratna)
    code = _code(RFC_SECRET)
    assert services.check_factor(user_id=ratna, typed=code)
    assert services.check_factor(user_id=ratna, typed=code).codes == ("factor_wrong",)
    assert services.check_factor(user_id=ratna, typed=_code(RFC_SECRET, 1)), "the next one works"
    assert not services.check_factor(user_id=ratna, typed=_code(RFC_SECRET, -1)), "nor does an earlier one"


def test_the_code_that_set_the_app_up_does_not_sign_in(ratna: UUID) -> None:
    _with_app(ratna, spent=True)
    assert services.check_factor(user_id=ratna, typed=_code(RFC_SECRET)).codes == ("factor_wrong",)


def test_a_recovery_code_works_once_and_for_its_owner(by: Actor, ratna: UUID) -> None:
    codes = _with_app(ratna)
    other = officer(by, "budi")
    assert services.check_factor(user_id=other, typed=codes[0]).codes == ("factor_wrong",)
    assert services.check_factor(user_id=ratna, typed=f"{codes[0][:5].upper()}-{codes[0][5:]}")
    assert services.check_factor(user_id=ratna, typed=codes[0]).codes == ("factor_wrong",)
    assert recovery_codes_left(ratna) == 9
    new = services.new_recovery_codes(by=actor_of(User.objects.get(id=ratna)))
    assert services.check_factor(user_id=ratna, typed=codes[1]).codes == ("factor_wrong",), "new ones end the old"
    assert services.check_factor(user_id=ratna, typed=new[0])


def test_five_wrong_codes_then_a_pause_that_a_right_one_does_not_shorten(ratna: UUID) -> None:
    _with_app(ratna)
    wrong = f"{(int(_code(RFC_SECRET)) + 1) % 10**6:06}"
    answers = [services.check_factor(user_id=ratna, typed=wrong).codes[0] for _ in range(6)]
    assert answers == ["factor_wrong"] * 5 + ["too_many_tries"]
    assert services.check_factor(user_id=ratna, typed=_code(RFC_SECRET)).codes == ("too_many_tries",)
    assert services.check_factor(user_id=ratna, typed="12").codes == ("factor_unreadable",), "what is no code costs no try"


def test_fifty_guesses_a_day(ratna: UUID) -> None:
    _with_app(ratna)
    day = timedelta(minutes=16)
    codes = []
    for _ in range(11):
        codes += [services.check_factor(user_id=ratna, typed="2222222222").codes[0] for _ in range(5)]
        for row in Throttle.objects.all():
            row.hits = [hit - day for hit in row.hits]
            row.save()
    assert codes == ["factor_wrong"] * 50 + ["too_many_tries"] * 5


def test_sixteen_at_once_use_a_code_once(own_database: str) -> None:
    user_id = officer(administrator())
    codes = _with_app(user_id)
    for typed in (_code(RFC_SECRET), codes[0]):
        Throttle.objects.all().delete()

        def attempt(_number: int, typed: str = typed) -> bool:
            try:
                Throttle.objects.all().delete()  # the limit is tested above; here all sixteen shall come through to the code
                return services.check_factor(user_id=user_id, typed=typed).allowed
            finally:
                connections.close_all()

        with ThreadPoolExecutor(16) as pool:
            assert sum(pool.map(attempt, range(16))) == 1


def test_the_last_factor_stays_where_the_role_needs_one(by: Actor, ratna: UUID) -> None:
    _with_app(ratna)
    actor = actor_of(User.objects.get(id=ratna))
    factor = SecondFactor.objects.get()
    assert _refused(services.remove_factor, by=actor, factor_id=factor.id) == ("factor_needed",)
    services.remove_factor(by=by, factor_id=factor.id)
    assert SecondFactor.objects.count() == 1, "nobody removes another's"
    mentor = officer(by, "rina", NewGrant(Role.MENTOR, "31.74.01"))
    _with_app(mentor)
    services.remove_factor(by=actor_of(User.objects.get(id=mentor)), factor_id=SecondFactor.objects.get(user_id=mentor).id)
    assert not SecondFactor.objects.filter(user_id=mentor).exists()
    assert recovery_codes_left(mentor) == 0
    refusal = _refused(services.new_recovery_codes, by=actor_of(User.objects.get(id=mentor)))
    assert refusal == ("factor_none",)


def test_an_administrator_resets_with_a_reason_and_all_sessions_end(by: Actor, ratna: UUID) -> None:
    _with_app(ratna)
    client = Client()
    client.post("/masuk/petugas/", HERE)
    client.post(SECOND, {"code": _code(RFC_SECRET)})
    assert client.get("/uji/petugas/").status_code == 200
    values = {"user_id": ratna, "reason": "HP dicuri, dikenali lewat KTP"}
    other = actor_of(User.objects.get(id=ratna))
    assert _refused(services.reset_factors, by=other, **values) == ("accounts_need_administrator",)
    assert _refused(services.reset_factors, by=by, user_id=by.user_id, reason="x") == ("accounts_never_own",)
    assert _refused(services.reset_factors, by=by, user_id=ratna, reason=" ") == ("reason_missing",)
    services.reset_factors(by=by, **values)  # type: ignore[arg-type]
    assert _refused(services.reset_factors, by=by, **values) == ("factor_none",)
    assert client.get("/uji/petugas/").headers["Location"].startswith("/masuk/petugas/")
    change = changes_of("account", ratna)[0]
    assert (change.verb, change.changed_by, change.reason) == ("account.factors_reset", by.user_id, values["reason"])
    # She is told where she comes in next, and led through setting up anew.
    client.post("/masuk/petugas/", HERE)
    led = client.get("/uji/petugas/", follow=True)
    assert led.redirect_chain[-1][0].startswith("/akun/kedua/")
    assert "HP dicuri, dikenali lewat KTP" in led.content.decode()
    assert "Sari Pengelola" in led.content.decode()


def test_whoever_runs_the_server_resets_the_only_administrators(by: Actor) -> None:
    assert by.user_id is not None
    with pytest.raises(CommandError, match="factor_none"):
        call_command("reset_second_factor", "sari", "hilang")
    _with_app(by.user_id)
    for words, refusal in ((("hantu", "hilang"), "account_unknown"), (("sari", " "), "reason_missing")):
        with pytest.raises(CommandError, match=refusal):
            call_command("reset_second_factor", *words)
    call_command("reset_second_factor", "Sari", "HP jatuh ke kali", stdout=StringIO())
    change = changes_of("account", by.user_id)[0]
    assert (change.verb, change.changed_by, change.reason) == ("account.factors_reset", None, "HP jatuh ke kali")
    client = Client()
    client.post("/masuk/petugas/", {**HERE, "username": "sari"})
    page = client.get("/akun/kedua/").content.decode()
    assert "orang yang menjalankan server" in page


def test_the_doctors_count(settings: Settings, by: Actor, ratna: UUID) -> None:
    officer(by, "rina", NewGrant(Role.MENTOR, "31.74.01"))
    services.invite(by=by, username="belum", full_name="Belum", grants=[NewGrant(Role.EVALUATOR)])
    _with_app(ratna)
    counted = factor_counts()
    assert (counted.having, counted.lacking, counted.let_off) == (1, 1, 0), "the mentor needs none, the invited cannot sign in yet"
    settings.OKOCE_DEMO_WITHOUT_FACTOR = True
    User.objects.filter(username="sari").update(is_synthetic=True)
    counted = factor_counts()
    assert (counted.having, counted.lacking, counted.let_off) == (1, 0, 1)
    said = StringIO()
    call_command("second_factors", stdout=said)
    assert json.loads(said.getvalue()) == {"with": 1, "without": 0, "let_off": 1}


# Pages


def test_who_needs_one_and_has_none_is_led_to_it_and_sees_nothing_before(ratna: UUID) -> None:
    client = Client()
    assert client.post("/masuk/petugas/", HERE).status_code == 302
    for page in ("/uji/petugas/", "/uji/akun/", "/akun/", "/meja/mulai/"):
        assert client.get(page).headers["Location"].startswith("/akun/kedua/?next="), page
    assert client.get("/akun/kedua/").status_code == 200
    page = client.get("/akun/kedua/aplikasi/").content.decode()
    assert "<svg" in page
    assert "style=" not in page.split("<svg")[1]
    shown = re.search(r'<code class="num">([A-Z2-7 ]+)</code>', page)
    assert shown is not None
    text = shown.group(1).replace(" ", "")
    secret = base64.b32decode(text + "=" * (-len(text) % 8))
    wrong = client.post("/akun/kedua/aplikasi/", {"code": _code(b"x" * 20)})
    assert wrong.status_code == 422
    assert text in wrong.content.decode().replace(" ", ""), "the same secret is shown again"
    done = client.post("/akun/kedua/aplikasi/", {"code": _code(secret)})
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.content.decode())
    assert len(codes) == 10
    assert done.headers["Cache-Control"].find("no-store") >= 0
    assert client.get("/uji/petugas/").status_code == 200


def test_signing_in_with_password_and_code(ratna: UUID) -> None:
    _with_app(ratna)
    client = Client()
    assert client.get(SECOND).headers["Location"] == "/masuk/petugas/", "nobody has shown a password"
    answer = client.post("/masuk/petugas/", {**HERE, "next": "/uji/petugas/"})
    assert answer.headers["Location"] == SECOND
    assert client.get("/uji/akun/").status_code == 302, "the password alone opens nothing"
    assert "_auth_user_id" not in client.session
    wrong = client.post(SECOND, {"code": "000000" if _code(RFC_SECRET) != "000000" else "000001"})
    assert wrong.status_code == 422
    assert client.post(SECOND, {"code": ""}).status_code == 422
    before = client.session.session_key
    done = client.post(SECOND, {"code": _code(RFC_SECRET)})
    assert done.headers["Location"] == "/uji/petugas/"
    assert client.session.session_key != before
    assert client.get("/uji/petugas/").status_code == 200
    assert client.get(SECOND).headers["Location"] == "/masuk/petugas/", "the step is over"


def test_the_second_step_waits_ten_minutes_and_for_the_same_password(by: Actor, ratna: UUID) -> None:
    _with_app(ratna)
    late, changed = Client(), Client()
    for client in (late, changed):
        client.post("/masuk/petugas/", HERE)
    session = late.session
    session["half_signed_in"] = {**session["half_signed_in"], "at": _now() - 601}
    session.save()
    services.new_link(by=by, user_id=ratna)
    for client in (late, changed):
        assert client.post(SECOND, {"code": _code(RFC_SECRET)}).headers["Location"] == "/masuk/petugas/"


def test_dangerous_pages_ask_again(by: Actor, ratna: UUID) -> None:
    assert by.user_id is not None
    _with_app(by.user_id)
    client = Client()
    client.post("/masuk/petugas/", {**HERE, "username": "sari"})
    client.post(SECOND, {"code": _code(RFC_SECRET)})
    page = f"/pengelola/akun/{ratna}/"
    assert client.get(page).status_code == 200
    session = client.session
    session[PROVEN_KEY] = _now() - FRESH_FOR.total_seconds()
    session.save()
    assert client.get("/pengelola/akun/").status_code == 200, "looking at the list is not dangerous"
    asked = client.get(page).headers["Location"]
    assert asked == f"/akun/bukti/?next=%2Fpengelola%2Fakun%2F{ratna}%2F"
    before = {"HTTP_REFERER": f"http://testserver{page}"}
    posted = client.post(f"{page}peran/", {"role": "evaluator"}, **before)  # type: ignore[arg-type]
    assert posted.headers["Location"] == asked
    assert set(actor_of(User.objects.get(id=ratna)).roles()) == {Role.KECAMATAN}, "nothing was granted"
    assert client.post(asked, {"code": _code(RFC_SECRET)}).status_code == 422, "a used code proves nothing"
    proven = client.post("/akun/bukti/", {"code": _code(RFC_SECRET, 1), "next": page})
    assert proven.headers["Location"] == page
    assert client.get(page).status_code == 200


def test_without_a_factor_the_password_proves(settings: Settings, by: Actor) -> None:
    mentor = officer(by, "rina", NewGrant(Role.MENTOR, "31.74.01"))
    client = Client()
    client.post("/masuk/petugas/", {**HERE, "username": "rina"})
    session = client.session
    session[PROVEN_KEY] = 0
    session.save()
    assert client.get("/akun/kedua/").headers["Location"].startswith("/akun/bukti/")
    assert client.post("/akun/bukti/", {"password": "salah"}).status_code == 422
    assert client.post("/akun/bukti/", {"password": PASSWORD, "next": "/akun/kedua/"}).headers["Location"] == "/akun/kedua/"
    assert not SecondFactor.objects.filter(user_id=mentor).exists()
    assert client.get("/akun/kedua/").status_code == 200


@pytest.mark.parametrize(
    ("is_synthetic", "let_off", "is_led"),
    [(True, True, False), (True, False, True), (False, True, True), (False, False, True)],
)
def test_only_accounts_of_a_demonstration_are_let_off(
    settings: Settings, ratna: UUID, is_synthetic: bool, let_off: bool, is_led: bool
) -> None:
    settings.OKOCE_DEMO = True
    settings.OKOCE_DEMO_WITHOUT_FACTOR = let_off
    User.objects.filter(id=ratna).update(is_synthetic=is_synthetic)
    client = Client()
    client.post("/masuk/petugas/", HERE)
    assert client.get("/uji/petugas/").status_code == (302 if is_led else 200)
