"""A synthetic programme over two years: partners, staff, lives, and the packs of the last fortnights."""

import time
from collections.abc import Callable, Iterator
from random import Random

from django.db import transaction
from django.utils import timezone

from okoce.audit.queries import changes_of
from okoce.audit.services import log_change
from okoce.core.fortnights import Fortnight, jakarta_date
from okoce.core.ids import new_id
from okoce.demo import identities
from okoce.demo.begun import Begun, begin, forget
from okoce.demo.bulk import load_lives
from okoce.demo.chunks import Order, Written
from okoce.demo.counters import hold_counters
from okoce.demo.diary import Diary
from okoce.demo.drafts import hand_in_draft
from okoce.demo.lives import Life, life
from okoce.demo.partners import load_partners
from okoce.demo.places import Where
from okoce.demo.plan import Plan, make_plan
from okoce.demo.replay import Replay
from okoce.demo.requests import ask_for_some
from okoce.demo.roadmaps import answer_for_some
from okoce.demo.sheets import upload_sheets
from okoce.demo.staff import TEBET_TIMUR, Staff, hashed_password, make_administrator, make_staff
from okoce.evaluation.rounds.services import freeze
from okoce.facts.queries import unsealed_count
from okoce.facts.services import seal_all
from okoce.stages.p1_registration.services import ClaimForm, open_claim

PACKS = 6
CLAIMS = 4
PATIENCE = 600.0
SUBJECT = "demo"
Tell = Callable[[str], None]


def load(order: Order, tell: Tell, *, bulk: bool = False) -> None:
    """Load the whole programme, once: through the services, or in bulk with the same rows."""
    where, plan = Where(order.seed), make_plan(order.count, order.today, order.seed, order.visits)
    with transaction.atomic():
        hashed = hashed_password()
        administrator = make_administrator(hashed)
        partners = load_partners(administrator, Random(f"{order.seed} partners"))  # noqa: S311 - plausible, not secret
        staff = make_staff(administrator, partners, hashed)
        begun = begin(order, staff, partners) if bulk else None
    tell(f"{len(partners.communities)} verified communities, {len(staff.officers)} offices and centres, staff for each role")
    if begun is not None:
        _finish(plan, where, staff, load_lives(begun, seal_everything, tell), tell)
        return
    with Diary() as diary:
        replay = Replay(staff, partners, diary, plan.twins)
        _replay(replay, plan, where, staff, order.packs, tell)
    _finish(plan, where, staff, Written(replay.members, replay.facts, replay.corrections), tell)


def go_on(begun: Begun, tell: Tell) -> None:
    """Load what is missing of a bulk load that was stopped."""
    order = begun.order
    plan = make_plan(order.count, order.today, order.seed, order.visits)
    _finish(plan, Where(order.seed), begun.staff, load_lives(begun, seal_everything, tell), tell)


def _finish(plan: Plan, where: Where, staff: Staff, written: Written, tell: Tell) -> None:
    upload_sheets(staff, plan.today)
    with transaction.atomic():
        _open_claims(plan, where)
        ask_for_some(staff)
        answer_for_some(staff, jakarta_date(timezone.now()))
        counts = {"members": written.members, "facts": written.facts, "corrections": written.corrections}
        log_change(by=staff.administrator.user_id, verb="demo.loaded", subject=SUBJECT, subject_id=SUBJECT, after=counts)
        forget()
    seal_everything()
    hand_in_draft(staff.evaluator, plan.today)
    hold_counters(staff, plan.today)
    seal_everything()
    tell(f"{written.members} members, {written.facts} facts and {written.corrections} corrections of their records")


def is_whole() -> bool:
    """Whether a load has come to its end."""
    return changes_of(SUBJECT, SUBJECT).exists()


def _replay(replay: Replay, plan: Plan, where: Where, staff: Staff, packs: int, tell: Tell) -> None:
    running = Fortnight.of(plan.today).number
    for number, newcomers in _fortnights(plan, where, running):
        with transaction.atomic():
            replay.register(newcomers)
            replay.learn(number)
            if number == running - 2:
                replay.find_same(Fortnight(number).last_day)
        if number >= running - packs and number < running:
            seal_everything()
            pack = freeze(by=staff.evaluator, fortnight=Fortnight(number))
            tell(f"pack {pack.number}, fortnight {number}: {replay.members} members, {replay.facts} facts")
        else:
            seal_all()
            if (running - number) % 13 == 0 or replay.members > 20_000:
                tell(f"fortnight {number}: {replay.members} members, {replay.facts} facts")


def _fortnights(plan: Plan, where: Where, running: int) -> Iterator[tuple[int, Iterator[Life]]]:
    """Each fortnight with the lives that begin in it."""
    first, upto = 0, 0
    for number in range(Fortnight.of(plan.days[0]).number, running + 1):
        while upto < len(plan.days) and plan.days[upto] <= Fortnight(number).last_day:
            upto += 1
        yield number, (life(plan, each, where) for each in range(first, upto))
        first = upto


def seal_everything() -> None:
    """Seal all that was written; the sealer waits for transactions of others that are older, so a pack waits for it."""
    until = time.monotonic() + PATIENCE
    seal_all()
    while unsealed_count() and time.monotonic() < until:
        time.sleep(0.05)
        seal_all()


def _open_claims(plan: Plan, where: Where) -> None:
    chance = Random(f"{plan.seed} claims")  # noqa: S311 - plausible, not secret
    for number in range(CLAIMS):
        place = TEBET_TIMUR if number < CLAIMS / 2 else where.kelurahan(chance)
        name = f"{identities.name(chance, woman=True)} (contoh)"
        born = identities.born_on(number, chance, plan.today)
        nik = identities.nik(place[:8].replace(".", ""), number, born, woman=True)
        open_claim(form=ClaimForm(new_id(), name, nik, identities.phone(identities.CLAIMANTS + number), place, True))
