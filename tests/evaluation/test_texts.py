"""Every code has its sentence, and every condition its words."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from okoce.core.decisions import Decision
from okoce.evaluation import rounds
from okoce.evaluation.rounds.rules.tally import INDICATORS, MEASURED, Measure
from okoce.evaluation.rounds.web import texts
from okoce.evaluation.rounds.web.conditions import OPERATORS as WORDED
from okoce.evaluation.rounds.web.conditions import condition_phrase, gate_sentence
from okoce.facts.enums import Correction
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
    Selection,
    StagePassed,
    Sum,
    Test,
)
from okoce.progression.rules.conditions import OPERATORS
from okoce.progression.seeded import seeded_editions

SOURCE = Path(rounds.__file__).parent
CODE = re.compile(r'Decision\.no\("([a-z_.]+)"')


def test_every_refusal_has_title_reason_and_next_step() -> None:
    said = {code for file in SOURCE.rglob("*.py") for code in CODE.findall(file.read_text("utf-8"))}
    assert said == texts.REFUSALS.keys()
    for parts in texts.REFUSALS.values():
        assert all(str(part).endswith(".") for part in parts)


def test_refusals_fill_their_places() -> None:
    from_dates = texts.refusal(Decision.no("decision.due_in_past", due_on=date(2026, 11, 3)))
    assert "3 November 2026" in from_dates.reason


def test_every_code_of_what_lacks_is_worded() -> None:
    assert texts.LACKS.keys() | {"stage_not_passed"} == set(get_args(MissingCode))
    assert texts.lacking("4") == "belum lulus P4 Perizinan"
    assert texts.lacking("count_short:activity.joined") == "belum ada catatan “Ikut kegiatan”"


def test_every_measure_and_cause_is_worded() -> None:
    assert texts.MEASURES.keys() == set(Measure) == MEASURED.keys()
    assert texts.CAUSES.keys() == {"late", *Correction.values}
    assert texts.STAGES.keys() == set(STAGES)
    assert all({"version", "counts", "place", "what", "day"} == indicator.keys() for indicator in INDICATORS.values())
    assert set(WORDED) == set(OPERATORS)


VISITS = Selection(("mentoring.visit", "mentoring.session"))
CONDITIONS: list[tuple[Condition, str]] = [
    (Count(VISITS, 1), "kunjungan pendamping atau sesi pendampingan"),
    (Count(VISITS, 3), "kunjungan pendamping atau sesi pendampingan, sekurangnya 3 kali"),
    (
        Count(Selection(("training.attended",), (Test("skill", "eq", "hard"),), 365), 1),
        "hadir di pelatihan [keterampilan usaha (hard skill)] dalam 365 hari",
    ),
    (
        Holds(Selection(("licence.issued",), (Test("licence", "in", ("nib", "iumk")),)), "valid_until"),
        "izin terbit [NIB atau IUMK], dan masih berlaku",
    ),
    (Sum(Selection(("market.sale",)), "sales", 1_000_000), "jumlah hasil penjualan sekurangnya 1.000.000 pada penjualan"),
    (Distinct(Selection(("market.sale",)), "market", 2), "2 tempat jualan yang berbeda pada penjualan"),
    (MonthsInARow(Selection(("books.month",)), 6, "month"), "laporan untung rugi sebulan, 6 bulan berturut-turut"),
    (StagePassed(4), "lulus P4 Perizinan"),
    (AllOf((StagePassed(1), Count(VISITS, 1))), "lulus P1 Pendaftaran; dan kunjungan pendamping atau sesi pendampingan"),
    (AnyOf((StagePassed(1), StagePassed(2))), "lulus P1 Pendaftaran; atau lulus P2 Pelatihan"),
]


@pytest.mark.parametrize(("condition", "words"), CONDITIONS)
def test_conditions_in_words(condition: Condition, words: str) -> None:
    assert condition_phrase(condition) == words


def test_evidence_is_named_where_it_is_asked_for() -> None:
    assert gate_sentence(Gate(StagePassed(4), 0)) == "Lulus P4 Perizinan."
    assert gate_sentence(Gate(Count(VISITS, 1), 1)).endswith("(bukti: sekurangnya dibenarkan pihak lain).")


def test_every_seeded_gate_has_a_sentence() -> None:
    for edition in seeded_editions():
        for gate in (*edition.stages, edition.counts_as_entrepreneur):
            assert gate_sentence(gate).endswith(".")
