"""The licence cases as frozen values: read strictly, so that a misspelt key or code is an error and not a gap."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
TRUSTS = ("T", "2", "1", "calc")
LEVELS = ("required", "advised")
VERSIONS = ("2020", "2025")
UNCONFIRMED = "unconfirmed"

ANSWERS: Mapping[str, tuple[str, ...]] = {
    "place": ("home", "flat_ground", "flat_upper", "fixed", "market", "street", "mobile"),
    "zone": ("allowed", "green", "unknown"),
    "capital": ("upto_1bn", "upto_5bn", "upto_10bn", "over_10bn"),
    "product": ("ready", "short", "dry", "cold", "heat", "dairy", "water", "special", "alcohol"),
    "inputs": ("simple", "meat", "complex", "nonhalal"),
    "outlets": ("one", "more"),
    "sales": ("upto_2bn", "upto_15bn", "over_15bn"),
    "entity": ("person", "pt_person", "company"),
    "brand": ("yes", "no"),
    "npwp": ("have", "none"),
}
"""Codes by question; ``class`` stands beside them and is ``version:code``."""

SCALES = ("micro", "small", "medium", "large")
RISKS = ("low", "medium_low", "medium_high", "high", UNCONFIRMED)
TASKS = (
    "zone_check",
    "kkpr",
    "sku",
    "lokbin",
    "move",
    "npwp",
    "nib",
    "standard_check",
    "standard_declared",
    "standard_verified",
    "licence_high",
    "pkp",
    "spp_irt",
    "psb",
    "bpom_md",
    "slhs",
    "lhsp",
    "bpom_cosmetic",
    "bpom_traditional",
    "halal_sehati",
    "halal_regular",
    "nonhalal_label",
    "umk_letter",
    "brand",
    "lkpm",
)
TERMS_IN_WORDS = ("on_certificate", "while_operating", "no_expiry", UNCONFIRMED)


@dataclass(frozen=True)
class Basis:
    """Why a cell says what it says: cited with a degree of trust, or marked as not confirmed."""

    article: str
    trust: str
    note: str

    @property
    def confirmed(self) -> bool:
        return bool(self.article)


@dataclass(frozen=True)
class Cell:
    value: str
    basis: Basis


@dataclass(frozen=True)
class ClassCell:
    version: str
    code: str
    title: str
    basis: Basis


@dataclass(frozen=True)
class ExpectedTask:
    task: str
    level: str
    basis: Basis


@dataclass(frozen=True)
class Blocked:
    task: str
    unlocked_by: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Absent:
    task: str
    why: str
    basis: Basis


@dataclass(frozen=True)
class Papers:
    words: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True)
class Amount:
    """Rupiah, years or days; a word where the law gives no number."""

    value: int | str
    basis: Basis


@dataclass(frozen=True)
class Case:
    id: str
    trade: str
    story: str
    on: date
    answers: Mapping[str, str]
    class_2020: ClassCell
    class_2025: ClassCell
    scale: Cell
    risk: Cell
    tasks: tuple[ExpectedTask, ...]
    blocked: tuple[Blocked, ...]
    absent: tuple[Absent, ...]
    papers: Mapping[str, Papers]
    fees: Mapping[str, Amount]
    terms: Mapping[str, Amount]
    days: Mapping[str, Amount]

    def bases(self) -> Iterable[tuple[str, Basis]]:
        """Every cell with a name to find it by."""
        yield "class_2020", self.class_2020.basis
        yield "class_2025", self.class_2025.basis
        yield "scale", self.scale.basis
        yield "risk", self.risk.basis
        for name, rows in (("tasks", self.tasks), ("blocked", self.blocked), ("absent", self.absent)):
            for row in rows:
                yield f"{name}.{row.task}", row.basis
        for name, cells in (("papers", self.papers), ("fees", self.fees), ("terms", self.terms), ("days", self.days)):
            for task, cell in cells.items():
                yield f"{name}.{task}", cell.basis


class Table:
    """One table of a file that is taken apart key by key; what is left over was misspelt."""

    def __init__(self, where: str, row: Mapping[str, Any]) -> None:
        self.where, self._rest = where, dict(row)

    def text(self, key: str, known: tuple[str, ...] = ()) -> str:
        value = self._rest.pop(key, None)
        if not isinstance(value, str) or not value or (known and value not in known):
            raise ValueError(f"{self.where}: {key} is {value!r}")
        return value

    def take(self, key: str, default: Any = None) -> Any:
        if default is None and key not in self._rest:
            raise ValueError(f"{self.where}: {key} is missing")
        return self._rest.pop(key, default)

    def basis(self) -> Basis:
        note = self._rest.pop("note", "")
        if self._rest.pop("unconfirmed", False):
            if not note:
                raise ValueError(f"{self.where}: unconfirmed without a note")
            self.end()
            return Basis("", "", note)
        found = Basis(self.text("article"), self.text("trust", TRUSTS), note)
        self.end()
        return found

    def end(self) -> None:
        if self._rest:
            raise ValueError(f"{self.where}: unknown or contradicting keys {sorted(self._rest)}")


def load() -> tuple[Case, ...]:
    return tuple(case for path in sorted(FOLDER.glob("*.toml")) for case in load_file(path))


def load_file(path: Path) -> tuple[Case, ...]:
    document = Table(path.name, tomllib.loads(path.read_text("utf-8")))
    rows = document.take("case")
    document.end()
    return tuple(_case(path.stem, row) for row in rows)


def _case(trade: str, row: Mapping[str, Any]) -> Case:
    table = Table(f"{trade}/{row.get('id')}", row)
    expects = Table(f"{table.where}.expects", table.take("expects"))
    on = table.take("on")
    if type(on) is not date:
        raise ValueError(f"{table.where}: on is {on!r}")
    case = Case(
        id=table.text("id"),
        trade=trade,
        story=table.text("story"),
        on=on,
        answers=_answers(table),
        class_2020=_class(expects, "2020"),
        class_2025=_class(expects, "2025"),
        scale=_cell(expects, "scale", SCALES),
        risk=_cell(expects, "risk", RISKS),
        tasks=tuple(
            ExpectedTask(each.text("task", TASKS), each.text("level", LEVELS), each.basis()) for each in _rows(expects, "tasks")
        ),
        blocked=tuple(
            Blocked(each.text("task", TASKS), _words(each, "unlocked_by", TASKS), each.basis())
            for each in _rows(expects, "blocked")
        ),
        absent=tuple(Absent(each.text("task", TASKS), each.text("why"), each.basis()) for each in _rows(expects, "absent")),
        papers={task: Papers(_words(each, "value"), each.basis()) for task, each in _by_task(expects, "papers")},
        fees={task: _amount(each, (UNCONFIRMED,)) for task, each in _by_task(expects, "fees")},
        terms={task: _amount(each, TERMS_IN_WORDS) for task, each in _by_task(expects, "terms")},
        days={task: _amount(each, (UNCONFIRMED,)) for task, each in _by_task(expects, "days")},
    )
    table.end()
    expects.end()
    return case


def _answers(table: Table) -> Mapping[str, str]:
    given: dict[str, str] = dict(table.take("answers"))
    version, _, code = given.get("class", "").partition(":")
    if version not in VERSIONS or not (len(code) == 5 and code.isdigit()):
        raise ValueError(f"{table.where}: class is {given.get('class')!r}")
    for question, answer in given.items():
        if question != "class" and answer not in ANSWERS.get(question, ()):
            raise ValueError(f"{table.where}: {question} is {answer!r}")
    return given


def _class(expects: Table, version: str) -> ClassCell:
    name = f"class_{version}"
    each = Table(f"{expects.where}.{name}", expects.take(name))
    return ClassCell(version, each.text("value"), each.text("title"), each.basis())


def _cell(expects: Table, name: str, known: tuple[str, ...]) -> Cell:
    each = Table(f"{expects.where}.{name}", expects.take(name))
    return Cell(each.text("value", known), each.basis())


def _rows(expects: Table, name: str) -> Iterable[Table]:
    for number, row in enumerate(expects.take(name, []), 1):
        yield Table(f"{expects.where}.{name}[{number}]", row)


def _by_task(expects: Table, name: str) -> Iterable[tuple[str, Table]]:
    for task, row in expects.take(name, {}).items():
        if task not in TASKS:
            raise ValueError(f"{expects.where}.{name}: no task {task!r}")
        yield task, Table(f"{expects.where}.{name}.{task}", row)


def _words(each: Table, key: str, known: tuple[str, ...] = ()) -> tuple[str, ...]:
    words = tuple(each.take(key))
    if not words or not all(isinstance(word, str) and word and (not known or word in known) for word in words):
        raise ValueError(f"{each.where}: {key} is {words!r}")
    return words


def _amount(each: Table, in_words: tuple[str, ...]) -> Amount:
    value = each.take("value")
    if not (type(value) is int and value >= 0) and value not in in_words:
        raise ValueError(f"{each.where}: value is {value!r}")
    return Amount(value, each.basis())
