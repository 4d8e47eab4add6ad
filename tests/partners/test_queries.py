from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from okoce.accounts.enums import Role
from okoce.accounts.queries import NOBODY
from okoce.partners import models, queries, services
from okoce.partners.enums import CardStanding, CheckAnswer, PersonAnswer
from okoce.partners.queries import desk, kept
from tests.partners.builders import (
    ADMINISTRATOR,
    GAMBIR,
    JAKARTA_SELATAN,
    MENTENG_DALAM,
    SETIABUDI,
    TEBET,
    community,
    community_account,
    officer,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def names(cards: tuple[queries.CommunityCard, ...]) -> list[str]:
    return [card.name for card in cards]


def test_the_register_holds_verified_communities_only() -> None:
    community("Terverifikasi")
    community("Menunggu", verified=False)
    stopped = community("Dihentikan")
    services.suspend(by=ADMINISTRATOR, organisation_id=stopped.id, reason="x")
    bank = services.register_organisation(by=ADMINISTRATOR, kind="lender", name="Bank", area_codes=["31"])
    services.verify(by=ADMINISTRATOR, organisation_id=bank.id)
    assert names(queries.verified_communities()) == ["Terverifikasi"]


def test_the_register_of_a_place() -> None:
    community("A kelurahan", MENTENG_DALAM)
    community("B kecamatan", TEBET, SETIABUDI)
    community("C kota", JAKARTA_SELATAN)
    community("D provinsi", "31")
    community("E lain", GAMBIR)
    assert names(queries.verified_communities(TEBET)) == ["A kelurahan", "B kecamatan", "C kota", "D provinsi"]
    assert names(queries.verified_communities(SETIABUDI)) == ["B kecamatan", "C kota", "D provinsi"]
    assert names(queries.verified_communities(JAKARTA_SELATAN)) == ["A kelurahan", "B kecamatan", "C kota", "D provinsi"]


def test_the_register_by_text() -> None:
    found = community("Dapur Bersama")
    community("Melawai 16")
    assert names(queries.verified_communities(text="dapur")) == ["Dapur Bersama"]
    assert names(queries.verified_communities(text=found.register_number.lower())) == ["Dapur Bersama"]
    assert names(queries.verified_communities(text="%")) == []
    assert len(queries.verified_communities(text="  ")) == 2


def test_choices_of_a_registrant_nearest_first() -> None:
    for name, area in (("Provinsi", "31"), ("Kota", JAKARTA_SELATAN), ("Tetangga", "31.74.01.1001")):
        community(name, area)
    community("Kelurahan", MENTENG_DALAM)
    community("Kecamatan b", TEBET)
    community("Kecamatan A", TEBET)
    community("Lain", GAMBIR)
    closed = community("Penuh", TEBET)
    services.set_accepts_members(by=ADMINISTRATOR, organisation_id=closed.id, accepts=False)
    found = [choice.name for choice in queries.community_choices(MENTENG_DALAM)]
    assert found == ["Kelurahan", "Kecamatan A", "Kecamatan b", "Tetangga", "Kota", "Provinsi"]


def test_choices_cost_nothing_once_read_and_follow_changes() -> None:
    first = community("Satu", TEBET)
    queries.community_choices(MENTENG_DALAM)
    with CaptureQueriesContext(connection) as asked:
        assert [choice.name for choice in queries.community_choices(MENTENG_DALAM)] == ["Satu"]
        assert queries.community_choices(f"{GAMBIR}.1001") == ()
    assert len(asked) == 0
    services.suspend(by=ADMINISTRATOR, organisation_id=first.id, reason="x")
    assert queries.community_choices(MENTENG_DALAM) == ()
    assert queries.every_choice() == ()


def test_every_community_that_accepts_members_by_name() -> None:
    community("Lain", GAMBIR)
    community("Dapur", TEBET)
    community("Menunggu", TEBET, verified=False)
    queries.every_choice()
    with CaptureQueriesContext(connection) as asked:
        assert [choice.name for choice in queries.every_choice()] == ["Dapur", "Lain"]
    assert len(asked) == 0


def test_a_change_of_another_process_is_learnt_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    first = community("Satu", TEBET)
    now = kept._clock()
    monkeypatch.setattr(kept, "_clock", lambda: now)
    assert len(queries.community_choices(TEBET)) == 1
    models.Organisation.objects.filter(id=first.id).update(accepts_members=False)
    assert len(queries.community_choices(TEBET)) == 1
    monkeypatch.setattr(kept, "_clock", lambda: now + kept.KEPT_SECONDS + 1)
    assert queries.community_choices(TEBET) == ()


@pytest.mark.parametrize("spelling", [str.lower, lambda text: text.replace("-", " "), lambda text: f" {text}. "])
def test_by_register_number(spelling: Callable[[str], str]) -> None:
    found = community()
    assert queries.by_register_number(spelling(found.register_number)) == found
    assert queries.by_register_number("KOM-00000") is None
    assert queries.by_register_number("–") is None


def test_the_centre_of_a_kelurahan() -> None:
    services.save_centre(by=ADMINISTRATOR, place_code=TEBET, address="Jl. Tebet 1")
    found = queries.centre_of(MENTENG_DALAM)
    assert found is not None
    assert (found.place_code, found.kecamatan, found.city) == (TEBET, "Tebet", "Jakarta Selatan")
    assert queries.centre_of(TEBET) == found
    assert queries.centre_of(GAMBIR) is None
    assert [card.place_code for card in queries.centres()] == [TEBET]


def test_check_of_an_organisation() -> None:
    found = community("Dapur Bersama", TEBET)
    services.save_centre(by=ADMINISTRATOR, place_code=TEBET, address="Jl. Tebet 1")
    for asked in (found.register_number.lower(), "dapur-bersama", "  DAPUR  BERSAMA "):
        answer = queries.check(asked, on=TODAY)
        assert (answer.answer, answer.organisation) == (CheckAnswer.VERIFIED, found)
        assert answer.centre is not None
        assert answer.centre.place_code == TEBET


@pytest.mark.parametrize(("action", "expected"), [("suspend", CheckAnswer.SUSPENDED), ("remove", CheckAnswer.REMOVED)])
def test_check_of_what_was_stopped(action: str, expected: CheckAnswer) -> None:
    found = community()
    getattr(services, action)(by=ADMINISTRATOR, organisation_id=found.id, reason="Meminta uang.")
    answer = queries.check(found.register_number, on=TODAY)
    assert answer.answer is expected
    assert answer.organisation is not None
    assert (answer.organisation.state_reason, answer.organisation.state_since) == ("Meminta uang.", TODAY)


def test_check_of_what_is_still_examined() -> None:
    found = community(verified=False)
    assert queries.check(found.register_number, on=TODAY).answer is CheckAnswer.PENDING


def test_check_of_what_is_unknown_names_look_alikes_and_the_centre() -> None:
    community("Melawai 16")
    services.save_centre(by=ADMINISTRATOR, place_code=GAMBIR, address="Jl. Gambir 1")
    answer = queries.check("Melawai 61", on=TODAY, place_code=GAMBIR)
    assert answer.answer is CheckAnswer.NOT_FOUND
    assert names(answer.look_alikes) == ["Melawai 16"]
    assert answer.centre is not None
    assert queries.check("Toko Maju", on=TODAY) == queries.Check(CheckAnswer.NOT_FOUND)
    assert queries.check("!?", on=TODAY) == queries.Check(CheckAnswer.NOT_FOUND)


def test_of_two_of_one_name_the_verified_one_answers() -> None:
    old = community("Kembar")
    services.remove(by=ADMINISTRATOR, organisation_id=old.id, reason="Bubar.")
    new = community("Kembar")
    assert queries.check("kembar", on=TODAY).organisation == new
    assert queries.check(old.register_number, on=TODAY).answer is CheckAnswer.REMOVED


def test_check_of_a_card() -> None:
    found = community()
    card = services.add_representative(by=ADMINISTRATOR, organisation_id=found.id, name="Sri Wahyuni", function="Ketua")
    for asked in (card.card_number, card.card_number.lower().replace("-", " ")):
        answer = queries.check(asked, on=TODAY)
        assert (answer.answer, answer.card, answer.person) == (CheckAnswer.VERIFIED, card, PersonAnswer.NOT_ASKED)
    assert queries.check(card.card_number, on=TODAY, person="sri wahyuni").person is PersonAnswer.NAMED
    assert queries.check(card.card_number, on=TODAY, person="Budi Hartono").person is PersonAnswer.NOT_NAMED
    late = queries.check(card.card_number, on=card.valid_to + timedelta(days=1))
    assert (late.answer, late.card and late.card.standing) == (CheckAnswer.CARD_NOT_VALID, CardStanding.EXPIRED)
    early = queries.check(card.card_number, on=date(2020, 1, 1))
    assert early.card is not None
    assert early.card.standing is CardStanding.NOT_YET
    services.revoke_representative(by=ADMINISTRATOR, representative_id=card.id, reason="Keluar.")
    assert queries.check(card.card_number, on=TODAY).answer is CheckAnswer.CARD_NOT_VALID
    services.suspend(by=ADMINISTRATOR, organisation_id=found.id, reason="x")
    assert queries.check(card.card_number, on=TODAY).answer is CheckAnswer.SUSPENDED


def test_check_of_a_name_beside_the_organisation() -> None:
    found = community()
    given = {"by": ADMINISTRATOR, "organisation_id": found.id}
    card = services.add_representative(**given, name="Hj. Sri Wahyuni", function="Ketua")  # type: ignore[arg-type]
    gone = services.add_representative(**given, name="Agus Salim", function="Relawan")  # type: ignore[arg-type]
    services.revoke_representative(by=ADMINISTRATOR, representative_id=gone.id, reason="x")
    named = queries.check(found.register_number, on=TODAY, person="Sri Wahyuni")
    assert (named.person, named.card) == (PersonAnswer.NAMED, card)
    for asked in ("Agus Salim", "Sri", "Budi"):
        other = queries.check(found.register_number, on=TODAY, person=asked)
        assert (other.person, other.card) == (PersonAnswer.NOT_NAMED, None)


def test_what_staff_see() -> None:
    one, city = community("Satu", MENTENG_DALAM), community("Kota", JAKARTA_SELATAN)
    community("Lain", GAMBIR)
    waiting = community("Menunggu", TEBET, verified=False)

    def seen(role: Role, scope: str) -> list[str]:
        return [row.name for row in queries.organisation_rows(officer(scope, role))]

    assert seen(Role.KECAMATAN, TEBET) == ["Kota", "Menunggu", "Satu"]
    assert seen(Role.CITY, "31.71") == ["Lain"]
    assert seen(Role.ADMINISTRATOR, "") == ["Kota", "Lain", "Menunggu", "Satu"]
    assert seen(Role.MENTOR, TEBET) == []
    own = community_account(one.id)
    assert [row.name for row in queries.organisation_rows(own)] == ["Satu"]
    assert list(queries.organisation_rows(NOBODY)) == []
    actor = officer(TEBET)
    assert [row.id for row in queries.organisation_rows(actor, state="pending")] == [waiting.id]
    assert [row.id for row in queries.organisation_rows(actor, text="kot")] == [city.id]
    counts = {item.state.value: item.count for item in queries.state_counts(actor)}
    assert counts == {"pending": 1, "verified": 2, "suspended": 0, "removed": 0}


def test_organisations_over_which_a_role_is_granted() -> None:
    kept_one = community("Satu")
    gone = community("Dua")
    services.remove(by=ADMINISTRATOR, organisation_id=gone.id, reason="x")
    assert queries.organisation_choices() == [(str(kept_one.id), f"Satu ({kept_one.register_number})")]


READS: dict[str, tuple[Callable[[], object], int]] = {
    "verified_communities": (lambda: queries.verified_communities(TEBET, "komunitas"), 2),
    "centres": (queries.centres, 2),
    "centre": (lambda: queries.centre(TEBET), 4),
    "centre_of": (lambda: queries.centre_of(MENTENG_DALAM), 2),
    "desk": (lambda: [desk.row_of(row) for row in queries.organisation_rows(officer(TEBET))], 2),
    "state_counts": (lambda: queries.state_counts(officer(TEBET)), 1),
    "check": (lambda: queries.check("Komunitas 0", on=TODAY, person="Sri Wahyuni", place_code=TEBET), 8),
}


@pytest.mark.parametrize("name", READS)
def test_reads_cost_the_same_for_one_row_and_three(name: str) -> None:
    read, expected = READS[name]
    for rows in (1, 3):
        while models.Organisation.objects.count() < rows:
            number = models.Organisation.objects.count()
            made = community(f"Komunitas {number}", TEBET, SETIABUDI)
            services.add_representative(by=ADMINISTRATOR, organisation_id=made.id, name="Sri Wahyuni", function="Ketua")
            places = (TEBET, SETIABUDI, GAMBIR)[: number + 1]
            for place in places:
                services.save_centre(by=ADMINISTRATOR, place_code=place, address="Jl. 1")
        with CaptureQueriesContext(connection) as asked:
            read()
        assert len(asked) == expected, rows
