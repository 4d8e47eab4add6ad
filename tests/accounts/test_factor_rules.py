"""The rules of the second factor alone: codes, who needs one, recovery codes as typed, how long a proof lasts."""

import pytest

from okoce.accounts.enums import Role
from okoce.accounts.rules import totp
from okoce.accounts.rules.factors import FRESH_FOR, clean_recovery, is_fresh, needs_factor

RFC_SECRET = b"12345678901234567890"


@pytest.mark.parametrize(
    ("seconds", "code"),
    [(59, "287082"), (1111111109, "081804"), (1111111111, "050471"), (1234567890, "005924"), (2000000000, "279037")],
)
def test_codes_are_those_of_rfc_6238(seconds: int, code: str) -> None:
    """Appendix B of the RFC, cut to six digits."""
    assert totp.code_at(RFC_SECRET, totp.step_of(seconds)) == code


@pytest.mark.parametrize(
    ("made_at", "typed_at", "after", "is_right"),
    [
        (1000, 1000, None, True),
        (1000, 1029, None, True),
        (970, 1000, None, True),
        (1030, 1000, None, True),
        (930, 1000, None, False),
        (1070, 1000, None, False),
        (1000, 1000, 33, False),
        (1000, 1000, 32, True),
    ],
)
def test_a_code_holds_a_step_before_and_after_and_once(made_at: int, typed_at: int, after: int | None, is_right: bool) -> None:
    code = totp.code_at(RFC_SECRET, totp.step_of(made_at))
    assert (totp.matching_step(RFC_SECRET, code, typed_at, after) is not None) == is_right


def test_the_address_is_what_apps_read() -> None:
    address = totp.address_of(RFC_SECRET, "ratna.sari", "OK OCE")
    assert address == (
        "otpauth://totp/OK%20OCE%3Aratna.sari?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=OK%20OCE&digits=6&period=30"
    )
    assert totp.in_fours("ABCDEFGHIJ") == "ABCD EFGH IJ"


@pytest.mark.parametrize(
    ("role", "needs"),
    [(role, role not in ("member", "mentor", "community", "agency", "lender")) for role in Role.values],
)
def test_roles_that_see_many_people_need_one(role: str, needs: bool) -> None:
    assert needs_factor([role]) == needs
    assert needs_factor([role, "kota-lain"]) == needs


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("abcde-23456", "abcde23456"),
        (" ABCDE 23456 ", "abcde23456"),
        ("abcde2345", ""),
        ("abcde234567", ""),
        ("abcde1234o", ""),
        ("", ""),
    ],
)
def test_recovery_codes_as_people_type_them(typed: str, code: str) -> None:
    assert clean_recovery(typed) == code


@pytest.mark.parametrize(
    ("ago", "fresh"), [(0, True), (FRESH_FOR.total_seconds() - 1, True), (FRESH_FOR.total_seconds(), False), (-1, False)]
)
def test_a_proof_ages(ago: float, fresh: bool) -> None:
    assert is_fresh(1_000_000 - ago, 1_000_000) == fresh


# Services
