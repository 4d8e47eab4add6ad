"""Sentences of clauses with their places filled: the answer in its words, sums and days from the rule rows that set them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Final

from babel.dates import format_date

from okoce.stages.p4_licensing.rules.content import Content
from okoce.stages.p4_licensing.rules.decoded import PARAM, PARAMS
from okoce.stages.p4_licensing.rules.decoding import PLACE
from okoce.stages.p4_licensing.rules.parts import Clause, Source, Text
from okoce.stages.p4_licensing.rules.vocabulary import ANSWERS

_WORDS: Final = {"id": ((1_000_000_000, "miliar"), (1_000_000, "juta")), "en": ((1_000_000_000, "billion"), (1_000_000, "million"))}
_SEPARATOR: Final = {"id": ".", "en": ","}
_MONTHS: Final = {"id": "bulan", "en": "months"}


def filled(content: Content, clause: Clause, facts: Mapping[str, str]) -> Text:
    """The sentence of a clause that matched these facts, in both languages."""
    return Text(
        *(_filled(content, sentence, facts, language) for language, sentence in zip(Text._fields, clause.says, strict=True))
    )


def params_of(content: Content, clause: Clause) -> tuple[Source, ...]:
    """The rows of the parameters that a clause hangs on or names."""
    names = {each.removeprefix(PARAM) for each in (clause.since, clause.until) if each}
    names |= {each for each in PLACE.findall(f"{clause.says.id} {clause.says.en}") if each in PARAMS}
    return tuple(content.params[name].source for name in sorted(names))


def words_of(content: Content, key: str, value: str) -> Text:
    """A value of a condition in words: an answer, a scale, a risk, a trait, a task; a class is its code."""
    if key == "task":
        return content.tasks[value].title
    if key in content.frame.words:
        return content.frame.words[key].get(value, Text(value, value))
    return content.question(key).answers[value] if value in ANSWERS.get(key, ()) else Text(value, value)


def _filled(content: Content, sentence: str, facts: Mapping[str, str], language: str) -> str:
    for name in PLACE.findall(sentence):
        if name in facts:
            word = words_of(content, name, facts[name]).read_in(language)
        else:
            word = param_words(content, name, language)
        sentence = sentence.replace("{" + name + "}", word)
    return sentence


def param_words(content: Content, name: str, language: str) -> str:
    """A parameter as people read it: 17 Oktober 2026, Rp15 miliar, 6 bulan."""
    value = content.params[name].value
    if isinstance(value, date):
        return format_date(value, "d MMMM yyyy", locale=language)
    return rupiah(value, language) if PARAMS[name] == "rupiah" else f"{value} {_MONTHS[language]}"


def rupiah(value: int, language: str) -> str:
    for size, word in _WORDS[language]:
        if value >= size and value % size == 0:
            return f"Rp{value // size} {word}"
    return f"Rp{value:,}".replace(",", _SEPARATOR[language])
