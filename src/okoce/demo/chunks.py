"""Write lives into the database, a chunk in one transaction; what is learnt later waits in files."""

import pickle
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.db import transaction

from okoce.accounts.services import ensure_phone_accounts
from okoce.audit.services import log_change
from okoce.core.fortnights import Fortnight
from okoce.demo.histories import Draft, Historian
from okoce.demo.lives import life
from okoce.demo.partners import Partners
from okoce.demo.places import Where
from okoce.demo.plan import make_plan
from okoce.demo.staff import Staff
from okoce.facts.services import CorrectionDraft, append_history
from okoce.members.services import enrol_history
from okoce.stages.p1_registration.services import register_history

CHUNK = "demo.chunk"
Later = list[tuple[UUID | None, Draft]]


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be loaded: the same order again gives the same lives. ``packs``: how many of the last fortnights are frozen."""

    count: int
    today: date
    seed: int
    packs: int
    visits: int = 0


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of work: the lives ``first`` to ``upto`` that begin in a phase, or, where ``learns``, what is learnt of them then."""

    phase: int
    first: int
    upto: int
    learns: bool = False

    @property
    def code(self) -> str:
        return f"{self.phase}:{'learn' if self.learns else 'begin'}:{self.first}-{self.upto}"


@dataclass(frozen=True, slots=True)
class Written:
    """What a chunk brought."""

    members: int = 0
    facts: int = 0
    corrections: int = 0

    def __add__(self, other: "Written") -> "Written":
        return Written(self.members + other.members, self.facts + other.facts, self.corrections + other.corrections)


def phase_of(fortnight: int, running: int, packs: int) -> int:
    """Everything before the first pack is one phase, then each fortnight is one: what a pack holds is learnt before it."""
    return max(fortnight - (running - packs), 0)


class Writer:
    """Writes chunks of one order."""

    def __init__(self, order: Order, staff: Staff, partners: Partners, folder: Path) -> None:
        self.order, self.running = order, Fortnight.of(order.today).number
        self.plan = make_plan(order.count, order.today, order.seed, order.visits)
        self.where, self.historian = Where(order.seed), Historian(staff, partners)
        self.folder, self.administrator = folder, staff.administrator

    def write(self, chunk: Chunk) -> Written:
        """One transaction; the chunk is marked as written in it, so that a second load knows."""
        with transaction.atomic():
            found = self._learn(chunk) if chunk.learns else self._begin(chunk)
            counts = {"members": found.members, "facts": found.facts, "corrections": found.corrections}
            log_change(by=self.administrator.user_id, verb=CHUNK, subject=CHUNK, subject_id=chunk.code, after=counts)
        return found

    def _begin(self, chunk: Chunk) -> Written:
        histories = [self.historian.history(life(self.plan, number, self.where)) for number in range(chunk.first, chunk.upto)]
        phases: dict[int, Later] = defaultdict(list)
        for history in histories:
            for fortnight, author, draft in history.facts:
                phases[phase_of(fortnight, self.running, self.order.packs)].append((author, draft))
        enrol_history(by=None, members=[history.member for history in histories])
        register_history(
            by=[history.author for history in histories], registrations=[history.registration for history in histories]
        )
        ensure_phone_accounts(phones={history.member.member.phone: True for history in histories})
        facts = _append(phases.pop(chunk.phase, []))
        for phase, later in phases.items():
            # Before the commit: a chunk that is marked as written has its later facts on the disk.
            self._file(phase, chunk.first).write_bytes(pickle.dumps(later, pickle.HIGHEST_PROTOCOL))
        return Written(len(histories)) + facts

    def _learn(self, chunk: Chunk) -> Written:
        later: Later = []
        for file in self.waiting(chunk.phase, chunk.first, chunk.upto):
            later += pickle.loads(file.read_bytes())  # noqa: S301 - written by this command into a folder of its own
        return _append(later)

    def waiting(self, phase: int, first: int, upto: int) -> list[Path]:
        """The files of what is learnt in a phase about lives that began before it."""
        files = self.folder.glob(f"later-{phase}-*")
        return sorted(file for file in files if first <= int(file.name.rsplit("-", 1)[1]) < upto)

    def _file(self, phase: int, first: int) -> Path:
        return self.folder / f"later-{phase}-{first:07}"


def _append(later: Later) -> Written:
    if not later:
        return Written()
    corrections = sum(isinstance(draft, CorrectionDraft) for _author, draft in later)
    count = append_history(by=[author for author, _draft in later], drafts=[draft for _author, draft in later])
    return Written(0, count - corrections, corrections)
