"""Every code has its sentence, and every form of the grammar its words, in both languages."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest
from django.utils import translation

from okoce import progression
from okoce.core.decisions import Decision
from okoce.progression.rules import (
    STAGES,
    AllOf,
    AnyOf,
    Condition,
    Count,
    Distinct,
    Gate,
    Holds,
    MissingCode,
    MonthsInARow,
    Parameter,
    Selection,
    StagePassed,
    Sum,
    Test,
)
from okoce.progression.rules.conditions import OPERATORS
from okoce.progression.rules.reshaping import NEW
from okoce.progression.seeded import seeded_editions
from okoce.progression.web import gate_form, sentences, texts
from okoce.progression.web.sentences import Line, condition_phrase, edition_explanation, edition_title, gate_outline, gate_sentence

SOURCE = Path(progression.__file__).parent
CODE = re.compile(r'Decision\.no\("([a-z_.]+)"')
VISITS = Selection(("mentoring.visit", "mentoring.session"))
HARD = Test("skill", "eq", "hard")
CONDITIONS: list[tuple[Condition, str]] = [
    (Count(VISITS, 3), "paling sedikit 3 kali kunjungan pendamping atau sesi pendampingan"),
    (
        Count(Selection(("training.attended",), (HARD,), 180, 1), 2),
        "paling sedikit 2 kali hadir di pelatihan (jenis pelatihan keterampilan usaha (hard skill)) dalam 180 hari terakhir, "
        "bukti minimal dibenarkan pihak lain",
    ),
    (
        Count(Selection(("training.attended",), (Test("hours", "ge", 8), Test("skill", "ne", "soft"))), 1),
        "paling sedikit 1 kali hadir di pelatihan (lama paling sedikit 8 dan jenis pelatihan bukan pengelolaan usaha (soft skill))",
    ),
    (
        Holds(Selection(("licence.issued",), (Test("licence", "in", ("nib", "iumk")),))),
        "punya izin terbit (jenis izin NIB atau IUMK) yang masih berlaku",
    ),
    (Sum(Selection(("market.sale",)), "sales", 1_000_000), "jumlah hasil penjualan paling sedikit Rp1.000.000 dari penjualan"),
    (Distinct(Selection(("market.sale",)), "market", 2), "paling sedikit 2 tempat jualan yang berbeda dari penjualan"),
    (
        MonthsInARow(Selection(("books.month",)), 6, "month"),
        "paling sedikit 6 bulan berturut-turut ada laporan untung rugi sebulan",
    ),
    (
        Count(Selection(("market.sale",), (Test("fact.occurred_on", "ge", date(2027, 1, 1)), Test("sales", "le", 5000))), 1),
        "paling sedikit 1 kali penjualan (tanggal kejadian sejak 1 Januari 2027 dan hasil penjualan paling banyak Rp5.000)",
    ),
    (
        Count(Selection(("market.sale",), (Test("fact.grade", "ge", 2), Test("fact.channel", "eq", "mentor"))), 1),
        "paling sedikit 1 kali penjualan (tingkat bukti paling sedikit tercatat di daftar resmi dan jalur pendamping)",
    ),
    (StagePassed(4), "lulus P4 Perizinan"),
    (AnyOf((StagePassed(1), StagePassed(2))), "lulus P1 Pendaftaran, atau lulus P2 Pelatihan"),
    (
        AllOf((StagePassed(1), AnyOf((StagePassed(2), StagePassed(3))))),
        "lulus P1 Pendaftaran, dan (lulus P2 Pelatihan, atau lulus P3 Pendampingan)",
    ),
]


@pytest.mark.parametrize(("condition", "words"), CONDITIONS)
def test_conditions_in_words(condition: Condition, words: str) -> None:
    assert condition_phrase(condition) == words


def test_thresholds_from_rules_show_their_number_where_it_is_known() -> None:
    condition = Count(VISITS, Parameter("mentoring.needed"))
    assert "[aturan mentoring.needed] kali" in condition_phrase(condition)
    assert "4 (aturan mentoring.needed) kali" in condition_phrase(condition, {"mentoring.needed": 4})


def test_evidence_is_named_where_it_is_asked_for() -> None:
    assert gate_sentence(Gate(StagePassed(4), 0)) == "Lulus P4 Perizinan."
    assert gate_sentence(Gate(Count(VISITS, 1), 1)).endswith(", bukti minimal dibenarkan pihak lain.")


def test_an_outline_has_a_line_for_each_part() -> None:
    inner = AnyOf((StagePassed(2), StagePassed(3)))
    assert gate_outline(Gate(AllOf((StagePassed(1), inner)), 1)) == Line(
        "Semua ini terpenuhi, bukti minimal dibenarkan pihak lain:",
        (
            Line("lulus P1 Pendaftaran"),
            Line("salah satu ini terpenuhi:", (Line("lulus P2 Pelatihan"), Line("lulus P3 Pendampingan"))),
        ),
    )


def test_every_seeded_gate_has_a_sentence_and_every_edition_speaks_english() -> None:
    for edition in seeded_editions():
        for gate in (*edition.stages, edition.counts_as_entrepreneur):
            assert gate_sentence(gate).endswith(".")
        assert edition_title(edition) == edition.title
        with translation.override("en"):
            assert edition_title(edition) == edition.title_en != ""
            assert edition_explanation(edition) == edition.explanation_en != ""


def test_every_refusal_has_title_reason_and_next_step() -> None:
    said = {code for file in SOURCE.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}
    assert said == texts.REFUSALS.keys()
    for parts in texts.REFUSALS.values():
        assert all(str(part).endswith((".", "”.")) for part in parts)


def test_refusals_fill_their_places() -> None:
    refused = texts.refusal(Decision.no("preview.rule_missing", day=date(2026, 11, 3)))
    assert "3 November 2026" in refused.reason
    assert "Versi 3" in texts.refusal(Decision.no("edition.older_version", version=3)).reason


def test_every_code_is_worded() -> None:
    assert set(texts.LACKS) == set(get_args(MissingCode))
    assert set(sentences.COMPARED) == set(sentences.COMPARED_DAYS) == set(gate_form.OPERATORS) == set(OPERATORS)
    assert set(gate_form.TYPES) == set(NEW)
    assert set(sentences.STAGES) == set(STAGES)
