"""Every code has its sentence."""

import re
from datetime import date
from pathlib import Path
from typing import get_args

from okoce.core.decisions import Decision
from okoce.evaluation import rounds
from okoce.evaluation.rounds.rules.tally import INDICATORS, MEASURED, Measure
from okoce.evaluation.rounds.web import texts
from okoce.facts.enums import Correction
from okoce.progression.rules import STAGES, MissingCode

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
