"""Facts are recorded once, dated truly, and never changed; details are sealed under the person's key."""

from datetime import timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from okoce.core.canonical import canonical_bytes
from okoce.core.decisions import NotAllowed
from okoce.core.encryption import keyring, open_with
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason
from okoce.facts.models import Fact, FactDetails, PersonKey
from okoce.facts.queries import timeline, unsealed_count
from okoce.facts.services import append, correct
from tests.world import make_draft, make_fact, make_member, today

pytestmark = pytest.mark.django_db


def refused_codes(**changes: Any) -> tuple[str, ...]:
    draft = make_draft(make_member(), **changes)
    with pytest.raises(NotAllowed) as refused:
        append(by=None, drafts=[draft])
    return refused.value.decision.codes


def test_a_fact_is_recorded_whole() -> None:
    member, officer = make_member(), new_id()
    fact = Fact.objects.get(id=make_fact(member, by=officer))
    assert (fact.kind, fact.person_id, fact.enrolment_id, fact.recorded_by) == (
        "training.attended", member.person_id, member.enrolment_id, officer,
    )  # fmt: skip
    assert fact.measures == {"skill": "hard", "hours": 1}
    assert abs(timezone.now() - fact.recorded_at) < timedelta(minutes=1)


def test_the_same_draft_twice_is_one_fact() -> None:
    draft = make_draft(make_member())
    before = unsealed_count()
    assert append(by=None, drafts=[draft]) == append(by=None, drafts=[draft]) == (draft.id,)
    assert append(by=None, drafts=[draft, draft]) == (draft.id, draft.id)
    assert Fact.objects.filter(id=draft.id).count() == 1
    assert unsealed_count() == before + 1


@pytest.mark.parametrize(
    "changes",
    [{"measures": {"hours": 9}}, {"occurred_on": today() - timedelta(days=1)}, {"person_id": new_id()}],
    ids=["measures", "date", "person"],
)
def test_an_id_with_other_content_is_refused(changes: dict[str, Any]) -> None:
    member, known = make_member(), new_id()
    make_fact(member, id=known)
    with pytest.raises(NotAllowed) as refused, transaction.atomic():
        make_fact(member, id=known, **changes)
    assert refused.value.decision.codes == ("fact.id_reused",)
    assert Fact.objects.get(id=known).measures["hours"] == 1


def test_many_at_once_are_in_order_and_beyond_one_statement() -> None:
    member = make_member()
    drafts = [make_draft(member, details={"evidence": str(i)}) for i in range(1001)]
    assert append(by=None, drafts=drafts) == tuple(draft.id for draft in drafts)
    assert Fact.objects.filter(person_id=member.person_id).count() == 1001


def test_nothing_is_of_the_future() -> None:
    assert refused_codes(occurred_on=today() + timedelta(days=1)) == ("fact.in_future",)


def test_a_clock_that_runs_ahead_is_bounded() -> None:
    fact = Fact.objects.get(id=make_fact(make_member(), captured_at=timezone.now() + timedelta(days=3)))
    assert fact.captured_at <= timezone.now()


@pytest.mark.parametrize(
    ("details", "code"),
    [
        ({}, "fact.missing_detail"),
        ({"evidence": "   "}, "fact.missing_detail"),
        ({"evidence": "1", "nik": "1"}, "fact.unknown_detail"),
    ],
)
def test_details_are_checked(details: dict[str, str], code: str) -> None:
    assert refused_codes(details=details) == (code,)


def test_details_are_sealed_and_proven() -> None:
    member = make_member()
    fact = Fact.objects.get(id=make_fact(member, details={"evidence": "Sertifikat 12/2026"}))
    row = FactDetails.objects.get(fact_id=fact.id)
    assert b"Sertifikat" not in bytes(row.sealed) + repr(fact.measures).encode()
    stored = PersonKey.objects.get(person_id=member.person_id)
    key = keyring(settings.SECRETS_DIR).open_bytes(stored.sealed_key, f"person-key:{member.person_id}")
    plain = open_with(key, bytes(row.sealed), f"fact:{fact.id}".encode())
    assert plain[32:] == canonical_bytes({"evidence": "Sertifikat 12/2026"})
    assert bytes(fact.details_digest) == sha256(plain).digest()


def test_equal_details_have_different_digests() -> None:
    member = make_member()
    digests = {bytes(Fact.objects.get(id=make_fact(member)).details_digest) for _ in range(2)}
    assert len(digests) == 2, "the salt hides what is guessed"


def test_destroying_the_key_erases_details_and_nothing_else() -> None:
    member = make_member()
    fact_id = make_fact(member)
    assert timeline(member.person_id)[0].details == {fact_id: {"evidence": "bukti 001"}}
    PersonKey.objects.filter(person_id=member.person_id).delete()
    entry = timeline(member.person_id)[0]
    assert (entry.original.id, entry.shown.measures["hours"], entry.details) == (fact_id, 1, {})


def test_details_written_after_the_key_was_destroyed_can_be_read_beside_erased_ones() -> None:
    member = make_member()
    erased, kept = make_fact(member), new_id()
    PersonKey.objects.filter(person_id=member.person_id).delete()
    make_fact(member, id=kept)
    opened = {version: texts for entry in timeline(member.person_id) for version, texts in entry.details.items()}
    assert opened == {kept: {"evidence": "bukti 001"}}
    assert erased not in opened


def test_an_upsert_cannot_change_a_fact() -> None:
    fact = make_fact(make_member())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO facts_fact SELECT * FROM facts_fact ON CONFLICT (id) DO UPDATE SET kind = 'x'")
    assert Fact.objects.get(id=fact).kind == "training.attended"


def test_a_correction_is_never_corrected() -> None:
    original = make_fact(make_member())
    void = correct(by=new_id(), original=original, correction=Correction.VOID, reason=CorrectionReason.MISTYPED)
    with pytest.raises(NotAllowed) as refused:
        correct(by=new_id(), original=void, correction=Correction.VOID, reason=CorrectionReason.MISTYPED)
    assert refused.value.decision.codes == ("fact.is_correction",)


def test_an_amendment_keeps_its_subject() -> None:
    member = make_member(1)
    original = make_fact(member)
    for other in (make_draft(make_member(2)), make_draft(member, "training.missed")):
        with pytest.raises(NotAllowed) as refused:
            correct(by=new_id(), original=original, correction=Correction.AMEND, reason=CorrectionReason.MISTYPED, draft=other)
        assert refused.value.decision.codes == ("fact.amend_other_subject",)


def test_an_unknown_fact_cannot_be_corrected() -> None:
    with pytest.raises(NotAllowed) as refused:
        correct(by=new_id(), original=new_id(), correction=Correction.VOID, reason=CorrectionReason.MISTYPED)
    assert refused.value.decision.codes == ("fact.unknown",)


@pytest.mark.parametrize("correction", list(Correction))
def test_the_same_correction_twice_is_one(correction: Correction) -> None:
    member = make_member()
    original, again = make_fact(member), new_id()
    draft = make_draft(member, measures={"hours": 3})
    for _ in range(2):
        correct(
            by=new_id(), original=original, correction=correction, reason=CorrectionReason.MISTYPED, note="lagi", draft=draft,
            correction_id=again,
        )  # fmt: skip
    assert Fact.objects.filter(corrects=original).count() == 1
