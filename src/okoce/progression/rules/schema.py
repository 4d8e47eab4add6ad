"""Strict reading of JSON values: every problem is noted with its path, and none of them stops the reading.

An official who writes an edition gets the whole list of what is wrong with it at once.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

ISO_DATE: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
LARGEST: Final = 10**15
"""No number of a rule is larger: it fits 64 bits in every engine."""


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place: `path` as "stages.2.condition.all[0].count.at_least", a reason `code`, a sentence."""

    path: str
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.path or 'edition'}: {self.message}"


class MalformedRuleError(ValueError):
    """The text or value is no rule. `problems` lists every one that was found, in the order of the text."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = tuple(problems)


class Node:
    """A JSON value, where it stands, and the list that collects problems.

    Each method returns what it read, or a harmless stand-in after noting a problem; whoever started the reading
    raises `MalformedRuleError` at the end if the list is not empty, so no stand-in gets out.
    """

    __slots__ = ("path", "problems", "value")

    def __init__(self, value: object, path: str, problems: list[Problem]) -> None:
        self.value = value
        self.path = path
        self.problems = problems

    def fail(self, code: str, message: str) -> None:
        """Notes a problem here."""
        self.problems.append(Problem(self.path, code, message))

    def child(self, key: str, value: object) -> "Node":
        """The value under `key`."""
        return Node(value, f"{self.path}.{key}" if self.path else key, self.problems)

    def object(self) -> dict[str, object]:
        """The value as an object with text keys."""
        if isinstance(self.value, dict) and all(isinstance(key, str) for key in self.value):
            return self.value
        self.fail("not_an_object", f"must be an object, found {_shown(self.value)}")
        return {}

    def fields(self, required: Sequence[str], optional: Sequence[str] = ()) -> dict[str, "Node"]:
        """The object's values by key; notes each unknown and each missing key. The answer has known keys only."""
        before = len(self.problems)
        found = self.object()
        if len(self.problems) > before:
            return {}
        known = (*required, *optional)
        for key in found:
            if key not in known:
                self.child(key, None).fail("unknown_key", f"is not known here; known are {', '.join(known)}")
        for key in required:
            if key not in found:
                self.child(key, None).fail("missing_key", "is missing")
        return {key: self.child(key, value) for key, value in found.items() if key in known}

    def items(self, *, least: int = 0) -> list["Node"]:
        """The entries of an array of at least `least`."""
        if not isinstance(self.value, list | tuple):
            self.fail("not_an_array", f"must be an array, found {_shown(self.value)}")
            return []
        if len(self.value) < least:
            self.fail("too_short", f"must have at least {least} entry")
        return [Node(value, f"{self.path}[{place}]", self.problems) for place, value in enumerate(self.value)]

    def whole_number(self, *, least: int = 1, most: int = LARGEST) -> int:
        """A whole number from `least` to `most`."""
        if isinstance(self.value, int) and not isinstance(self.value, bool) and least <= self.value <= most:
            return self.value
        self.fail("not_a_number", f"must be a whole number from {least} to {most}, found {_shown(self.value)}")
        return least

    def text(self, pattern: re.Pattern[str] | None = None, example: str = "") -> str:
        """Text that is not blank and matches `pattern`, of which `example` is one."""
        if not isinstance(self.value, str) or not self.value.strip():
            self.fail("not_text", f"must be text, found {_shown(self.value)}")
            return ""
        if pattern is not None and not pattern.fullmatch(self.value):
            self.fail("wrong_form", f"must look like {example}, found {_shown(self.value)}")
            return ""
        return self.value

    def choice(self, options: Sequence[str]) -> int:
        """The place of the value among `options`."""
        if isinstance(self.value, str) and self.value in options:
            return options.index(self.value)
        self.fail("unknown_value", f"must be one of {', '.join(options)}, found {_shown(self.value)}")
        return 0

    def day(self) -> date:
        """A date written as YYYY-MM-DD."""
        found = parse_date(self.value)
        if found is None:
            self.fail("not_a_date", f"must be a date as 2018-09-30, found {_shown(self.value)}")
            return date.min
        return found


def parse_date(value: object) -> date | None:
    """The date that ISO text "YYYY-MM-DD" names; None for anything else, a date without such a day included."""
    if not isinstance(value, str) or not ISO_DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _shown(value: object) -> str:
    """A value as a message shows it: short, whatever was put in."""
    if isinstance(value, dict):
        return "an object"
    if isinstance(value, list | tuple):
        return "an array"
    if value is None:
        return "nothing"
    if isinstance(value, int) and abs(value) > LARGEST:
        return "a very large number"
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
