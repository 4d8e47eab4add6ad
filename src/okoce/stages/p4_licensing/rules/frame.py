"""Reading of the frame: the questions in words, the names of scales, the traits of classes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from okoce.stages.p4_licensing.rules import vocabulary
from okoce.stages.p4_licensing.rules.answers import VERSIONS
from okoce.stages.p4_licensing.rules.content import ContentError, Frame
from okoce.stages.p4_licensing.rules.decoding import Faults, Reader
from okoce.stages.p4_licensing.rules.parts import Question, Text

_BEGINNING: Final = re.compile(r"^[0-9]{2,5}$")

_NAMED: Final = {
    "scales": ("scale", vocabulary.SCALES),
    "traits": ("trait", vocabulary.TRAITS),
    "risks": ("risk", vocabulary.RISKS),
}


def read_frame(words: Mapping[str, Any], classes: Iterable[Mapping[str, str]], digest: str) -> Frame:
    """`words` as questions.toml states them, `classes` as lines of traits.csv; raises :class:`ContentError`."""
    faults = Faults()
    reader = Reader(words, ("question", *_NAMED), faults)
    questions = tuple(_question(each, faults) for each in words.get("question", ()))
    if tuple(each.code for each in questions) != (*vocabulary.FIRST, *vocabulary.LATER):
        faults.add("other_questions", "question")
    words_of = {key: _words(reader.inner(name, values)) for name, (key, values) in _NAMED.items()}
    traits = _traits(classes, faults)
    if faults.found:
        raise ContentError(faults.decision())
    return Frame(questions=questions, words=words_of, traits=traits, digest=digest)


def _question(value: object, faults: Faults) -> Question:
    keys = ("code", "asks", "helps", "answers")
    optional = ("when",) if isinstance(value, Mapping) and "when" in value else ()
    reader = Reader(value, (*keys, *optional), faults, "question")
    code = reader.text("code")
    answers = _words(reader.inner("answers", vocabulary.ANSWERS.get(code, ())))
    return Question(
        code=code,
        asks=_text(reader, "asks"),
        helps=_text(reader, "helps"),
        answers=answers,
        when=reader.conditions("when") if optional else {},
    )


def _text(reader: Reader, key: str) -> Text:
    inner = reader.inner(key, Text._fields)
    return Text(inner.text("id"), inner.text("en"))


def _words(reader: Reader) -> dict[str, Text]:
    return {key: _text(reader, key) for key in reader.value}


def _traits(lines: Iterable[Mapping[str, str]], faults: Faults) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {version: {} for version in VERSIONS}
    for line in lines:
        version, code, traits = line["version"], line["code"], line["traits"].split()
        at = f"traits {version}:{code}"
        if version not in found or not _BEGINNING.match(code):
            faults.add("unknown_class", at)
            continue
        if code in found[version]:
            faults.add("twice", at)
        for trait in traits:
            if trait not in vocabulary.TRAITS:
                faults.add("unknown_value", at, trait)
        found[version][code] = frozenset(traits)
    return found
