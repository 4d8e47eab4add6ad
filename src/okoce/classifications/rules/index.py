"""The index of one version: which phrases lead to which class. Built from frozen values, never changed afterwards."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from math import log
from typing import Final

from okoce.classifications.rules.activities import STRONG_VERBS, VERBS, WEAK_WORDS, Activity, activity_of
from okoce.classifications.rules.words import keys, tokens

_WEAK: Final = 0.3


class Field(IntEnum):
    """Where a phrase stands, the surest first."""

    TERM = 0
    PLAIN = 1
    TITLE = 2
    DESCRIPTION = 3


@dataclass(frozen=True, slots=True)
class Entry:
    """A class with its phrases."""

    version: str
    code: str
    phrases: tuple[tuple[Field, str], ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    entry: int
    field: Field
    text: str
    words: tuple[int, ...]
    weight: float


@dataclass(frozen=True, slots=True)
class Index:
    version: str
    codes: tuple[str, ...]
    activities: tuple[Activity, ...]
    phrases: tuple[Phrase, ...]
    vocabulary: tuple[str, ...]
    """Every word, in order of letters."""
    by_key: Mapping[str, tuple[int, ...]]
    by_length: Mapping[int, tuple[int, ...]]
    postings: tuple[tuple[int, ...], ...]
    """The phrases of each word."""
    weights: tuple[float, ...]
    """How much each word tells: rare words tell more, verbs and weak words less."""

    def number(self, word: str) -> int | None:
        at = bisect_left(self.vocabulary, word)
        return at if at < len(self.vocabulary) and self.vocabulary[at] == word else None

    def beginning_with(self, start: str) -> range:
        """Numbers of the words that begin so."""
        return range(bisect_left(self.vocabulary, start), bisect_left(self.vocabulary, start + "\uffff"))


def build(version: str, entries: Iterable[Entry]) -> Index:
    """The index of these classes; the same entries in any order give the same index."""
    ordered = sorted(entries, key=lambda entry: entry.code)
    if wrong := [entry for entry in ordered if entry.version != version]:
        raise ValueError(f"{wrong[0].version}:{wrong[0].code} is not of {version}")
    texts = [(at, field, text, tokens(text)) for at, entry in enumerate(ordered) for field, text in sorted(set(entry.phrases))]
    vocabulary = tuple(sorted({word for *_rest, words in texts for word in words}))
    numbers = {word: at for at, word in enumerate(vocabulary)}
    weights = _weights(vocabulary, [(at, words) for at, _field, _text, words in texts], len(ordered))
    phrases = tuple(
        _phrase(at, field, text, [numbers[word] for word in words], weights) for at, field, text, words in texts if words
    )
    postings: list[list[int]] = [[] for _word in vocabulary]
    for at, phrase in enumerate(phrases):
        for word in set(phrase.words):
            postings[word].append(at)
    by_key: dict[str, list[int]] = defaultdict(list)
    by_length: dict[int, list[int]] = defaultdict(list)
    for number, spelled in enumerate(vocabulary):
        by_length[len(spelled)].append(number)
        for key in keys(spelled):
            by_key[key].append(number)
    return Index(
        version=version,
        codes=tuple(entry.code for entry in ordered),
        activities=tuple(activity_of(version, entry.code) for entry in ordered),
        phrases=phrases,
        vocabulary=vocabulary,
        by_key={key: tuple(found) for key, found in by_key.items()},
        by_length={length: tuple(found) for length, found in by_length.items()},
        postings=tuple(tuple(found) for found in postings),
        weights=weights,
    )


def _phrase(entry: int, field: Field, text: str, words: Sequence[int], weights: Sequence[float]) -> Phrase:
    return Phrase(entry, field, text, tuple(words), sum(weights[word] for word in words))


def _weights(vocabulary: Sequence[str], texts: Sequence[tuple[int, Sequence[str]]], entries: int) -> tuple[float, ...]:
    """Inverse frequency over the stems of classes, so that forms of one word weigh the same."""
    classes: dict[str, set[int]] = defaultdict(set)
    for at, words in texts:
        for word in words:
            classes[keys(word)[0]].add(at)
    return tuple(weight_of(word, len(classes[keys(word)[0]]), entries) for word in vocabulary)


def weight_of(word: str, classes: int, entries: int) -> float:
    """What a word weighs that stands in so many of so many classes."""
    weight = log(1 + entries / max(classes, 1))
    return weight * _WEAK if is_weak(word) else weight


def is_weak(word: str) -> bool:
    """Whether a word says more about how than about which business."""
    return word in WEAK_WORDS or (word in VERBS and word not in STRONG_VERBS)
