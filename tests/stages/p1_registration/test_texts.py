"""Every reason that registration can give has a sentence, in both languages, with its numbers in place."""

import re
from pathlib import Path

import pytest
from django.utils import translation

from okoce.core.decisions import Reason
from okoce.stages import p1_registration
from okoce.stages.p1_registration.web.texts import SENTENCES, sentence

pytestmark = pytest.mark.django_db  # names of places
APP = Path(p1_registration.__file__).parent
OF_OTHERS = (
    APP.parents[1] / "members" / "rules.py",
    APP.parents[1] / "accounts" / "services" / "codes.py",
    APP.parents[1] / "accounts" / "services" / "throttling.py",
)
RAISED = re.compile(r'(?:Decision\.no|Reason)\(\s*"([a-z_.]+)"')
PARAMETERS = {
    "given": 15,
    "on_nik": "17 Agustus 1990",
    "longest": 120,
    "state": "waiting",
    "again_at": "10.15",
    "left": 4,
}


def raised_codes() -> set[str]:
    sources = [*APP.rglob("*.py"), *OF_OTHERS]
    codes = {code for source in sources for code in RAISED.findall(source.read_text("utf-8"))}
    # Of the rules of members those of emergency access are said by the desk: tests/portal/desk.
    return {code for code in codes if not code.startswith("emergency.")}


def test_every_reason_has_a_sentence() -> None:
    assert raised_codes() - SENTENCES.keys() == set()


def test_no_sentence_is_left_over() -> None:
    assert SENTENCES.keys() - raised_codes() - {"phone.not_mobile"} == set()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentence_is_whole(code: str, language: str) -> None:
    with translation.override(language):
        text = sentence(Reason(code, PARAMETERS))
    assert "%(" not in text
    assert text.endswith((".", "”."))


def test_sentences_read_well() -> None:
    with translation.override("id"):
        assert sentence(Reason("nik.length", {"given": 15})).startswith("NIK terdiri dari 16 angka. Anda mengetik 15.")
        assert "sudah dijawab: diterima" in sentence(Reason("request.already_answered", {"state": "accepted"}))
