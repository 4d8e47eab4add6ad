"""Every reason that a service of these desks can give has a sentence, and every sentence can be written out."""

import ast
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

import okoce
from okoce.core.decisions import Reason
from okoce.portal.desk.texts import SENTENCES, sentence

ROOT = Path(okoce.__file__).parent
SOURCES = ("members", "facts", "stages/p1_registration", "portal/desk")
OF_MEMBERS = frozenset({"receipt.unknown", "receipt.not_settled"})
"""Given by the services of the phone's code, which only a member's own pages call."""
PARAMS = {
    "given": 15,
    "place": "31.74.01.1001",
    "on_nik": "31.74.01",
    "since": date(2026, 1, 2),
    "today": date(2026, 1, 2),
    "measure": "hours",
    "detail": "evidence",
    "longest": 120,
    "state": "accepted",
    "least": 20,
    "count": 1_200_000,
    "most": 1_000_000,
    "again_at": datetime(2026, 1, 2, 3, 4, tzinfo=UTC),
}


def raised() -> dict[str, Path]:
    """The codes in ``Decision.no("…")`` and ``Reason("…")``, with the file that gives them."""
    found: dict[str, Path] = {}
    for source in SOURCES:
        for file in sorted((ROOT / source).rglob("*.py")):
            if "web" in file.parts:
                continue
            for node in ast.walk(ast.parse(file.read_text("utf-8"))):
                if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Decision.no", "Reason") and node.args:
                    code = node.args[0]
                    if isinstance(code, ast.Constant) and isinstance(code.value, str):
                        found[code.value] = file
    return found


def test_every_reason_has_a_sentence() -> None:
    missing = {
        code: str(file.relative_to(ROOT)) for code, file in raised().items() if code not in SENTENCES | dict.fromkeys(OF_MEMBERS)
    }
    assert missing == {}


def test_no_sentence_is_for_nothing() -> None:
    assert sorted(SENTENCES.keys() - raised().keys()) == []


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_sentences_can_be_written_out(code: str) -> None:
    said = sentence(Reason(code, PARAMS))
    assert "%(" not in said
    assert said.endswith(".")
