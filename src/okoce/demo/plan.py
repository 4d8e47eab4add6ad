"""Who reaches which stage: counts in the published ratios of stocks, whatever the seed. Pure, a few bytes a person.

Source: counts of 27 October 2021, P1 284,164; P2 176,891; P3 157,498; P4 148,374; P5 44,456; P6 32,883; P7 6,159. These are
ratios of stocks and not of cohorts, so the plan draws as many people as each ratio says from those who have had the time.
"""

from dataclasses import dataclass
from datetime import date
from random import Random

from okoce.demo.seasons import registration_days

STOCK = {1: 284_164, 2: 176_891, 3: 157_498, 4: 148_374, 5: 44_456, 6: 32_883, 7: 6_159}
OUTSIDE = 0.12  # 51,346 registered, 45,183 of them of Jakarta (10 September 2018)
LEAST_DAYS = {2: 24, 3: 40, 4: 60, 5: 80, 6: 130, 7: 175}
"""Days since registration without which nobody has come so far."""
WITHOUT_THE_STAGE_BEFORE = {2: 0.0, 3: 0.04, 4: 0.05, 5: 0.08, 6: 0.04, 7: 0.0}


@dataclass(frozen=True)
class Plan:
    """By the number of a life: the day of registration, whether she lives outside Jakarta, and the stages that she passes."""

    seed: int
    today: date
    days: list[date]
    outside: bytearray
    stages: bytearray
    rich: int
    fresh: int
    twins: tuple[int, int]
    visits: int = 0
    """Further visits of mentored members beside those of an ordinary life: for measuring with longer records."""

    def passes(self, number: int, stage: int) -> bool:
        return bool(self.stages[number] >> (stage - 1) & 1)

    @property
    def special(self) -> frozenset[int]:
        """Those who live in the kecamatan of the demonstration's accounts."""
        return frozenset((self.rich, self.fresh, *self.twins))


def make_plan(count: int, today: date, seed: int, visits: int = 0) -> Plan:
    chance = Random(f"{seed} plan")  # noqa: S311 - plausible, not secret
    days = registration_days(count, today)
    outside = bytearray(count)
    for number in chance.sample(range(count), round(count * OUTSIDE)):
        outside[number] = 1
    outside[-1] = 0
    stages = bytearray(b"\1") * count
    for stage in range(2, 8):
        wanted = round(count * STOCK[stage] / STOCK[1])
        ready = [n for n in range(count) if not outside[n] and (today - days[n]).days >= LEAST_DAYS[stage]]
        _choose(stages, stage, ready, wanted, chance)
    rich = _nearest(days, today, 300, [n for n in range(count) if stages[n] == 0b1111])
    one = _nearest(days, today, 200, [n for n in range(count) if stages[n] == 0b11 and n != rich])
    other = _nearest(days, today, 90, [n for n in range(count - 1) if stages[n] == 1 and n not in (one, rich)])
    for number in (rich, one, other):
        outside[number] = 0
    return Plan(seed, today, days, outside, stages, rich, count - 1, (one, other), visits)


def _choose(stages: bytearray, stage: int, ready: list[int], wanted: int, chance: Random) -> None:
    before = 1 << (stage - 2)
    usual = [n for n in ready if stages[n] & before]
    others = [n for n in ready if not stages[n] & before]
    by_side = min(round(wanted * WITHOUT_THE_STAGE_BEFORE[stage]), len(others))
    chosen = chance.sample(usual, min(wanted - by_side, len(usual)))
    chosen += chance.sample(others, min(wanted - len(chosen), len(others)))
    for number in chosen:
        stages[number] |= 1 << (stage - 1)


def _nearest(days: list[date], today: date, ago: int, candidates: list[int]) -> int:
    return min(candidates, key=lambda number: abs((today - days[number]).days - ago))
