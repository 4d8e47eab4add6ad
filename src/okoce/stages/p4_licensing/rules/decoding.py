"""One strict reading of what rule rows hold: every fault is named with its place, nothing is guessed or skipped."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final

from okoce.core.decisions import Decision, Reason
from okoce.stages.p4_licensing.rules import vocabulary
from okoce.stages.p4_licensing.rules.parts import Conditions, Text

TASK_CODE: Final = re.compile(r"^[a-z][a-z0-9_]{1,39}$")
CLASS_CODE: Final = re.compile(r"^(2020|2025):[0-9]{5}$")
URL: Final = re.compile(r"^https://[^\s]+$")
PHONE: Final = re.compile(r"^[0-9+][0-9 +()-]{2,29}$")
PLACE: Final = re.compile(r"\{([^{}]*)\}")


class Faults:
    """The faults found so far, each a permanent code and the place in the value."""

    def __init__(self) -> None:
        self.found: list[Reason] = []

    def add(self, code: str, at: str, value: object = "") -> None:
        self.found.append(Reason(f"p4.content.{code}", {"at": at, "value": value}))

    def decision(self) -> Decision:
        return Decision(False, tuple(self.found)) if self.found else Decision.yes()


class Reader:
    """An object of a value: reads its keys, notes what is missing, wrong or unknown."""

    def __init__(self, value: object, keys: Collection[str], faults: Faults, at: str = "") -> None:
        self.faults, self.at = faults, at
        self.value: Mapping[str, Any] = {}
        if not isinstance(value, Mapping):
            faults.add("not_an_object", at or "value")
            return
        self.value = value
        for key in sorted(set(value) - set(keys), key=str):
            faults.add("unknown_key", self.place(str(key)))
        for key in keys:
            if key not in value:
                faults.add("missing_key", self.place(key))

    def place(self, key: str) -> str:
        return f"{self.at}.{key}" if self.at else key

    def text(self, key: str, *, empty: bool = False) -> str:
        found = self.value.get(key)
        if key in self.value and (not isinstance(found, str) or (not empty and not found.strip())):
            self.faults.add("text_needed", self.place(key))
        return found if isinstance(found, str) else ""

    def matching(self, key: str, pattern: re.Pattern[str], code: str) -> str:
        """A text of that form, or an empty one."""
        found = self.text(key, empty=True)
        if found and not pattern.match(found):
            self.faults.add(code, self.place(key), found)
        return found

    def texts(self, key: str, *, empty: bool = False) -> tuple[str, ...]:
        found = self.value.get(key)
        if key not in self.value:
            return ()
        if not isinstance(found, list | tuple) or not all(isinstance(each, str) and each.strip() for each in found):
            self.faults.add("list_needed", self.place(key))
            return ()
        if not found and not empty:
            self.faults.add("list_needed", self.place(key))
        if len(set(found)) < len(found):
            self.faults.add("twice", self.place(key))
        return tuple(found)

    def tasks(self, key: str) -> tuple[str, ...]:
        found = self.texts(key, empty=True)
        for each in found:
            self.task_code(each, key)
        return found

    def task_code(self, code: str, key: str) -> None:
        if code and not TASK_CODE.match(code):
            self.faults.add("unknown_task", self.place(key), code)

    def number(self, key: str, least: int = 0) -> int:
        found = self.value.get(key)
        if key in self.value and not is_whole(found, least):
            self.faults.add("number_needed", self.place(key))
        return found if is_whole(found, least) else 0  # type: ignore[return-value]

    def choice(self, key: str, values: Collection[str]) -> str:
        found = self.text(key)
        if found and found not in values:
            self.faults.add("unknown_value", self.place(key), found)
        return found

    def inner(self, key: str, keys: Collection[str]) -> Reader:
        return Reader(self.value.get(key, dict.fromkeys(keys)), keys, self.faults, self.place(key))

    def conditions(self, key: str) -> Conditions:
        """By key the values that match; each key and each value must be in the vocabulary."""
        found = self.value.get(key, {})
        if not isinstance(found, Mapping):
            self.faults.add("not_an_object", self.place(key))
            return {}
        inner = Reader(found, tuple(each for each in vocabulary.VALUES if each in found), self.faults, self.place(key))
        return {each: frozenset(inner.known_values(each)) for each in inner.value if each in vocabulary.VALUES}

    def known_values(self, key: str) -> Sequence[str]:
        found = self.texts(key)
        for value in found:
            if not _is_known(key, value):
                self.faults.add("unknown_value", self.place(key), value)
        return found


def _is_known(key: str, value: str) -> bool:
    if key == "class":
        return CLASS_CODE.match(value) is not None
    if key == "task":
        return TASK_CODE.match(value) is not None
    return value in (vocabulary.VALUES[key] or ())


def is_whole(value: object, least: int = 0) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def pair(reader: Reader, english: Reader, key: str) -> Text:
    return Text(reader.text(key), english.text(key))


def pairs(reader: Reader, english: Reader, key: str) -> tuple[Text, ...]:
    """A list in both languages, line by line."""
    ours, theirs = reader.texts(key), english.texts(key)
    if ours and theirs and len(ours) != len(theirs):
        reader.faults.add("same_length", english.place(key))
    return tuple(Text(*each) for each in zip(ours, theirs, strict=False))


def day(value: object) -> date | None:
    """A day as ISO text."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
