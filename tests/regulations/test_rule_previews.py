"""What a change would do: by its family's own reckoning, kept in both languages, of exactly what is approved."""

import pytest

from okoce.regulations import services
from okoce.regulations.enums import RulePreviewState
from tests.regulations.proposing import (
    AUTHOR,
    COLLEAGUE,
    SECOND,
    approved,
    content,
    declared,
    digest,
    drafted,
    enforced,
    fees,
    previewed,
    refused,
    submitted,
)

pytestmark = pytest.mark.django_db


def test_an_approval_elsewhere_in_a_family_makes_a_preview_old() -> None:
    with declared(fees()):
        one, other = (enforced(1000, code=f"test.fee.{name}", unit="rupiah") for name in ("nib", "slhs"))
        mine = drafted(content(2000, code=one.code), replaces=one.id)
        seen = submitted(mine)
        approved(drafted(content(3000, code=other.code), replaces=other.id, by=COLLEAGUE))
        refused("rule.preview_other", lambda: services.approve(by=SECOND, change_id=mine.id, preview_id=seen.id))
        again = services.ask_preview(by=SECOND, change_id=mine.id)
        services.approve(by=SECOND, change_id=mine.id, preview_id=again.id)
        assert "4000 menjadi 5000" in again.effects[0]["effects"][0]["text"]["id"]


def test_a_failed_preview_is_asked_again() -> None:
    with declared(fees(size=9_999)):
        old = enforced(1000, code="test.fee.nib", unit="rupiah")
        change = drafted(content(2000, code=old.code), replaces=old.id)
        waiting = services.ask_preview(by=AUTHOR, change_id=change.id)
        assert waiting.state == RulePreviewState.WAITING
        refused("rule.preview_missing", lambda: services.submit(by=AUTHOR, change_id=change.id, seen=digest(change)))
        services.reword(by=AUTHOR, change_id=change.id, reason="Alasan yang lain")
        assert services.make_due_rule_previews() == 1
        waiting.refresh_from_db()
        assert (waiting.state, waiting.effects) == (RulePreviewState.FAILED, [])
        again = services.ask_preview(by=AUTHOR, change_id=change.id)
        assert (services.make_due_rule_previews(), services.make_due_rule_previews()) == (1, 0)
        again.refresh_from_db()
        assert (again.state, again.cases, again.effects[0]["touched"]) == (RulePreviewState.DONE, 9_999, 10)
        services.submit(by=AUTHOR, change_id=change.id, seen=again.digest)


def test_effects_are_kept_in_both_languages_and_within_limits() -> None:
    with declared(fees()):
        old = enforced(1000, code="test.fee.nib", unit="rupiah")
        change = drafted(content(500, code=old.code), replaces=old.id)
        (table,) = previewed(change).effects
        (effect,) = table["effects"]
        assert (table["what"], table["counted"], table["touched"]) == ({"id": "peta jalan", "en": "roadmaps"}, 10, 10)
        assert effect["text"] == {
            "id": "Biaya 1000 menjadi 500 pada 2030-01-01",
            "en": "Fees 1000 become 500 on 2030-01-01",
        }
        assert (effect["gains"], effect["loses"], len(effect["subjects"])) == (10, 0, 50)


def test_rules_that_do_not_fit_together_get_no_preview() -> None:
    with declared(fees()):
        change = drafted(content(2_000_000, code="test.fee.nib", unit="rupiah"))
        refused("test.too_dear", lambda: services.ask_preview(by=AUTHOR, change_id=change.id))
