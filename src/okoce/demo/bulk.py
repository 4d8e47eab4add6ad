"""Load a large programme: the rows of :mod:`okoce.demo.replay`, written in chunks by several processes, with progress."""

import time
from collections.abc import Callable, Iterable, Sequence

from okoce.core.fortnights import Fortnight
from okoce.core.ids import new_id
from okoce.demo import begun as kept
from okoce.demo.begun import Begun
from okoce.demo.chunks import Chunk, Written, phase_of
from okoce.demo.lives import life
from okoce.demo.places import Where
from okoce.demo.plan import Plan, make_plan
from okoce.demo.pool import PROCESSES, Pool, pool
from okoce.demo.telling import at_hour
from okoce.evaluation.rounds.queries import latest_pack
from okoce.evaluation.rounds.services import freeze
from okoce.facts.queries import live_facts
from okoce.members.queries import person_id_by_nik
from okoce.members.services import mark_same

Tell = Callable[[str], None]
CHUNK = 500
LEARNT_AT_ONCE = 20_000
FEW = 5_000
"""Of so few members, other processes cost more than they bring."""
TELL_SECONDS = 10.0


class Progress:
    """Counts what is written and says how far it is, how fast, and how long it still takes."""

    def __init__(self, wanted: int, before: Written, tell: Tell) -> None:
        self.wanted, self.before, self.sum, self.tell = wanted, before, before, tell
        self._began = self._told = time.monotonic()

    def add(self, found: Written) -> None:
        self.sum += found
        now = time.monotonic()
        if now - self._told >= TELL_SECONDS:
            self._told = now
            self.tell(self.line(now - self._began))

    def line(self, seconds: float) -> str:
        members = self.sum.members - self.before.members
        facts = self.sum.facts + self.sum.corrections - self.before.facts - self.before.corrections
        left = f"; about {(self.wanted - self.sum.members) * seconds / members:.0f} s left" if members else ""
        return f"{self.sum.members:,} of {self.wanted:,} members; {facts:,} facts, {facts / seconds:,.0f} a second{left}"


def load_lives(begun: Begun, seal: Callable[[], None], tell: Tell) -> Written:
    """Load, or go on loading, all lives of an order with the packs of its last fortnights. What has been written in all."""
    order = begun.order
    plan = make_plan(order.count, order.today, order.seed, order.visits)
    running = Fortnight.of(order.today).number
    done = kept.written_chunks()
    progress = Progress(order.count, sum(done.values(), Written()), tell)
    if done:
        tell(f"going on after {progress.before.members:,} members")
    with pool(kept.folder(), PROCESSES if order.count > FEW else 0) as at_work:
        for phase, chunks in enumerate(_chunks(plan, running, order.packs)):
            _write(at_work, [chunk for chunk in chunks if chunk.code not in done], progress)
            if phase == phase_of(running - 2, running, order.packs):
                _find_same(begun, plan, Fortnight(running - 2))
            if phase < order.packs:
                _freeze(begun, Fortnight(running - order.packs + phase), seal, progress)
    return progress.sum


def _write(at_work: Pool, chunks: Sequence[Chunk], progress: Progress) -> None:
    """Beginnings before what is learnt of earlier lives: their order within a phase means nothing."""
    for found in at_work.written(chunks):
        progress.add(found)


def _chunks(plan: Plan, running: int, packs: int) -> list[list[Chunk]]:
    """The chunks of each phase: lives that begin in it, then what is learnt in it of those that began before."""
    phases: list[list[Chunk]] = []
    first = 0
    for phase in range(packs + 1):
        last_day = Fortnight(running - packs + phase).last_day
        upto = sum(day <= last_day for day in plan.days)
        begin = [Chunk(phase, start, stop) for start, stop in _ranges(first, upto, CHUNK)]
        learn = [Chunk(phase, start, stop, True) for start, stop in _ranges(0, first, LEARNT_AT_ONCE)]
        phases.append([*begin, *learn])
        first = upto
    return phases


def _ranges(first: int, upto: int, size: int) -> Iterable[tuple[int, int]]:
    return ((start, min(start + size, upto)) for start in range(first, upto, size))


def _find_same(begun: Begun, plan: Plan, fortnight: Fortnight) -> None:
    """Two records turn out to be one human; once, however often the load is started."""
    where = Where(plan.seed)
    one, other = (person_id_by_nik(life(plan, number, where).nik) for number in plan.twins)
    if one is None or other is None:
        raise RuntimeError("the two records began long before this fortnight and are not here")
    if not any(live_facts(persons=[one, other], kinds=["person.same_as"])):
        on = at_hour(fortnight.last_day, 11)
        mark_same(by=begun.staff.city, person_id=one, other_id=other, fact_id=new_id(), noted_at=on)


def _freeze(begun: Begun, fortnight: Fortnight, seal: Callable[[], None], progress: Progress) -> None:
    newest = latest_pack()
    if newest is not None and newest.fortnight >= fortnight.number:
        return
    seal()
    pack = freeze(by=begun.staff.evaluator, fortnight=fortnight)
    progress.tell(f"pack {pack.number}, fortnight {fortnight.number}: {progress.sum.members} members, {progress.sum.facts} facts")
