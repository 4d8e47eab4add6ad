"""What somebody answered: a value, with nothing guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS, CLASS, FIRST, LATER

VERSIONS: Final = ("2020", "2025")
_CLASS: Final = re.compile(r"^(2020|2025):([0-9]{5})$")


class UnknownAnswerError(ValueError):
    """A question or an answer that the vocabulary does not have."""


class ClassRef(NamedTuple):
    """A five-digit class of KBLI. The version belongs to it: 1,052 numbers mean something in both, often something else."""

    version: str
    code: str

    def __str__(self) -> str:
        return f"{self.version}:{self.code}"

    @classmethod
    def parse(cls, text: str) -> ClassRef:
        found = _CLASS.match(text)
        if found is None:
            raise UnknownAnswerError(f"no class of KBLI 2020 or 2025: {text}")
        return cls(found[1], found[2])


@dataclass(frozen=True, slots=True)
class Answers:
    """One answer per question, by code; empty where it was not answered. The class is `kbli`."""

    kbli: ClassRef | None = None
    place: str = ""
    zone: str = ""
    capital: str = ""
    product: str = ""
    inputs: str = ""
    outlets: str = ""
    sales: str = ""
    entity: str = ""
    brand: str = ""
    npwp: str = ""

    @classmethod
    def of(cls, saved: Mapping[str, str]) -> Answers:
        """Answers as they were saved, by question; raises :class:`UnknownAnswerError` for what is not in the vocabulary."""
        for question, value in saved.items():
            if question != CLASS and value and value not in ANSWERS.get(question, ()):
                raise UnknownAnswerError(f"{question}: {value}")
        kbli = saved.get(CLASS, "")
        given = {question: value for question, value in saved.items() if question != CLASS}
        return cls(ClassRef.parse(kbli) if kbli else None, **given)

    def saved(self) -> dict[str, str]:
        """What :meth:`of` reads: given answers only, in the order of the questions."""
        return {question: value for question in (*FIRST, *LATER) if (value := self.given(question))}

    def given(self, question: str) -> str:
        """The answer to a question; empty where there is none."""
        if question == CLASS:
            return str(self.kbli) if self.kbli else ""
        return str(getattr(self, question))

    def answered(self, question: str, value: str) -> Answers:
        """The same answers with one given (or, with an empty value, taken back). No other answer changes."""
        if question == CLASS:
            return replace(self, kbli=ClassRef.parse(value) if value else None)
        if value and value not in ANSWERS.get(question, ()):
            raise UnknownAnswerError(f"{question}: {value}")
        return self.of({**self.saved(), question: value})
