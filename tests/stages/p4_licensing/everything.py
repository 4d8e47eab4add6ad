"""Every class with every answer: what an exhaustive walk over the licence roadmap visits, and what must hold of each roadmap."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product
from pathlib import Path
from uuid import UUID

from okoce.stages.p4_licensing.queries.content import ShippedRow, shipped, shipped_frame, shipped_rows
from okoce.stages.p4_licensing.rules import Answers, ClassRef, Content, Roadmap, build, content_from_rows
from okoce.stages.p4_licensing.rules.plans import plan_for
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, FIRST, LATER, RISKS
from tests.architecture.source import PROJECT

TODAY = date(2026, 11, 24)
BEFORE_THE_DUTY = date(2026, 10, 16)
SHARED = tuple(PROJECT.joinpath(*up, "shared", "data") for up in (("..",), ("..", "..")))
MAY_BE_ABSENT = {"zone_check", "npwp", "umk_letter"}
"""Tasks that others need where they stand on the list, and that need not stand there: the zone is known, the number is had, the
firm is larger."""
REDUCED: tuple[dict[str, str], ...] = (
    {},
    {"place": "home", "zone": "allowed", "capital": "upto_1bn", "product": "dry", "inputs": "simple", "brand": "yes"},
    {"place": "fixed", "zone": "green", "capital": "upto_5bn", "product": "cold", "inputs": "meat", "npwp": "have"},
    {"place": "street", "zone": "unknown", "capital": "upto_1bn", "product": "ready", "inputs": "complex", "outlets": "more"},
    {"place": "flat_upper", "capital": "over_10bn", "product": "short", "inputs": "nonhalal", "entity": "company"},
    {"place": "mobile", "capital": "upto_1bn", "product": "alcohol", "inputs": "nonhalal", "sales": "over_15bn"},
)
"""Answers that every class of both versions is walked with."""


def every_class(content: Content) -> tuple[ClassRef, ...]:
    """Every class of the complete lists where they are beside the repository, and every class that the project names."""
    found = {ClassRef(version, code) for version, known in content.frame.traits.items() for code in known if len(code) == 5}
    for version in content.frame.traits:
        for path in (Path(folder, f"kbli_{version}_kelompok.csv") for folder in SHARED):
            if path.exists():
                with path.open(encoding="utf-8", newline="") as file:
                    found.update(ClassRef(version, row["code"]) for row in csv.DictReader(file))
    return tuple(sorted(found))


def one_of_each_kind(content: Content, classes: Iterable[ClassRef], on: date) -> tuple[ClassRef, ...]:
    """One class for each set of rules that classes fall under: the others of its kind have the same roadmaps."""
    kinds: dict[int, ClassRef] = {}
    for kbli in classes:
        kinds.setdefault(id(plan_for(content, kbli, on)), kbli)
    return tuple(kinds.values())


def with_every_risk(on: date) -> Content:
    """The shipped content, and a class for each risk level. No confirmed row of risks is shipped, so that the tasks of the levels
    stand on nobody's list before an official enters one."""
    rows = [
        ShippedRow(
            row_id=UUID(int=number),
            code=f"p4.risk.2025.9590{number}",
            value={"scope": "", "scale": [], "place": [], "level": level},
            unit="risk",
            applies_to="",
            legal_basis="made up for a walk",
            article="no article",
            source_url="",
            trust="P",
            verified_on=None,
            review_by=None,
        )
        for number, level in enumerate(RISKS[1:], 1)
    ]
    return content_from_rows([*shipped_rows(on), *rows], shipped_frame())


def every_first_answer(content: Content, kbli: ClassRef) -> Iterator[Answers]:
    """Each combination of answers to the first questions, unanswered ones too; of what a class is not asked, nothing."""
    open_to = {question: ("", *ANSWERS[question]) for question in FIRST[1:]}
    traits = content.traits_of(kbli)
    for question in ("product", "inputs"):
        if content.question(question).when["trait"].isdisjoint(traits):
            open_to[question] = ("",)
    zoned = content.question("zone").when["place"]
    for place, capital, made, inputs in product(open_to["place"], open_to["capital"], open_to["product"], open_to["inputs"]):
        for zone in open_to["zone"] if place in zoned else ("",):
            yield Answers(kbli, place, zone, capital, made, inputs)


def every_later_answer(kbli: ClassRef, first: dict[str, str]) -> Iterator[Answers]:
    """Each combination of answers to the later questions, beside some first ones."""
    given = {question: first.get(question, "") for question in FIRST[1:]}
    for values in product(*(("", *ANSWERS[question]) for question in LATER)):
        yield Answers(kbli, **given, **dict(zip(LATER, values, strict=True)))


@dataclass
class Walk:
    """What a walk met: how many roadmaps, which tasks, and what was wrong."""

    built: int = 0
    reached: set[str] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)

    def visit(self, content: Content, answers: Answers, on: date) -> Roadmap:
        roadmap = build(content, answers, on)
        self.built += 1
        seen: set[str] = set()
        codes = set(roadmap.codes)
        for each in roadmap.tasks:
            needs = each.task.needs
            if not (seen.issuperset(each.needs) and (codes | MAY_BE_ABSENT).issuperset(needs) and each.becauses):
                self.wrong.append(f"{answers}: {each.code} needs {needs}")
            if each.block is not None and not (each.block.unlocked_by and codes.issuperset(each.block.unlocked_by)):
                self.wrong.append(f"{answers}: {each.code} is blocked for good")
            seen.add(each.code)
        self.reached |= seen
        return roadmap


def walk(on: date = TODAY) -> tuple[Walk, int, int]:
    """Each kind of class with every first answer, each kind with every later answer, and each class with the reduced set: the
    walk, how many classes, how many kinds."""
    content = shipped(on)
    classes = every_class(content)
    kinds = one_of_each_kind(content, classes, on)
    found = Walk()
    for kbli in kinds:
        for answers in every_first_answer(content, kbli):
            found.visit(content, answers, on)
        for first in REDUCED[1:4]:
            for answers in every_later_answer(kbli, first):
                found.visit(content, answers, on)
    for kbli in classes:
        for first in REDUCED:
            found.visit(content, Answers(kbli, **first), on)
    risky = with_every_risk(on)
    for number in range(1, len(RISKS)):
        found.visit(risky, Answers(ClassRef("2025", f"9590{number}"), place="home", zone="allowed", capital="upto_1bn"), on)
    return found, len(classes), len(kinds)
