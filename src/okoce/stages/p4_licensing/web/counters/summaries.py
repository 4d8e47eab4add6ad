"""A day's summary in words: of a closed day as it was kept, of an open one as it stands now."""

from dataclasses import dataclass
from typing import Any

from okoce.stages.p4_licensing.enums import AtCounter, CannotCome, NoLicence, Paper
from okoce.stages.p4_licensing.models import CounterDay, CounterInvite
from okoce.stages.p4_licensing.rules.turns import summary_of
from okoce.stages.p4_licensing.services.outcomes import line_of
from okoce.stages.p4_licensing.web.counters.texts import SORTS

LABELS: dict[str, Any] = {"papers": Paper, "cannot_come": CannotCome, "declined": NoLicence}


@dataclass(frozen=True, slots=True)
class Told:
    """Numbers with their names. ``why``: for each sort of reason its name and (reason, how many)."""

    invited: int
    walk_ins: int
    came: int
    still: int
    outcomes: list[tuple[str, int]]
    why: list[tuple[str, list[tuple[str, int]]]]


def told(day: CounterDay) -> Told:
    plain: Any = day.summary or summary_of(line_of(row) for row in CounterInvite.objects.filter(day=day)).plain()
    return Told(
        invited=plain["invited"],
        walk_ins=plain["walk_ins"],
        came=plain["came"],
        still=plain["still"],
        outcomes=[(str(AtCounter(code).label), count) for code, count in plain["outcomes"].items()],
        why=[
            (str(SORTS[sort]), [(str(LABELS[sort](code).label), count) for code, count in counts.items()])
            for sort, counts in plain["why"].items()
            if counts
        ],
    )
