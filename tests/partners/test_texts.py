from datetime import time

import pytest
from django.utils import translation

from okoce.core.decisions import Decision
from okoce.partners.enums import CardStanding, OpeningCode, OrganisationAction, OrganisationKind, OrganisationState, Refusal
from okoce.partners.permissions import STEWARDS
from okoce.partners.rules import Opening
from okoce.partners.services.numbers import PREFIX
from okoce.partners.web import texts

PARAMS = {"state": "removed", "action": "verify", "code": "99", "number": "KOM-1", "weekday": 1}


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("code", Refusal)
def test_every_refusal_has_its_reason_and_next_step(code: Refusal, language: str) -> None:
    with translation.override(language):
        told = texts.refused(Decision.no(code, **PARAMS))
    assert told.reason
    assert told.next_step
    assert "%(" not in told.reason + told.next_step


def test_every_code_has_its_words() -> None:
    assert set(texts.REFUSALS) == set(Refusal)
    assert set(texts.OPENINGS) == set(OpeningCode)
    assert set(texts.STANDINGS) == set(texts.STANDING_TONES) == set(CardStanding)
    assert set(texts.STATE_TONES) == set(OrganisationState)
    assert set(texts.EFFECTS) == set(OrganisationAction)
    assert set(texts.HAPPENED) <= set(texts.DONE)
    assert {action.value for action in OrganisationAction} <= set(texts.HAPPENED)
    assert set(PREFIX) == set(STEWARDS) == set(OrganisationKind)


@pytest.mark.parametrize(
    ("opening", "indonesian", "english"),
    [
        (
            Opening(OpeningCode.OPEN_UNTIL, time(16), 1),
            "Buka sekarang, sampai 16.00",
            "Open now, until 16:00",
        ),
        (
            Opening(OpeningCode.ON_WEEKDAY, time(8), 1),
            "Tutup; buka lagi Senin 08.00",
            "Closed; opens again on Monday at 08:00",
        ),
        (
            Opening(OpeningCode.NEXT_WEEK, time(9, 30), 7),
            "Tutup; buka lagi Minggu pekan depan 09.30",
            "Closed; opens again on Sunday of next week at 09:30",
        ),
        (Opening(OpeningCode.NO_HOURS), "Jam buka belum diisi", "Opening hours not entered yet"),
    ],
)
def test_opening_sentences(opening: Opening, indonesian: str, english: str) -> None:
    assert texts.opening_sentence(opening) == indonesian
    with translation.override("en"):
        assert texts.opening_sentence(opening) == english
