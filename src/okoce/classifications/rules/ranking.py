"""Which classes answer a question. Pure and deterministic: one index and one text give one answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA

from okoce.classifications.rules.activities import activity_fit, asked, asked_places, place_fit
from okoce.classifications.rules.index import Field, Index, is_weak, weight_of
from okoce.classifications.rules.spoken import INSTEAD, LIKE
from okoce.classifications.rules.words import MOST_WORDS, informal_keys, keys, tokens

_SAME, _LIKE, _KEY, _INFORMAL, _TYPO, _BEGINNING = 1.0, 0.97, 0.93, 0.88, 0.8, 0.9
_FIELD: Final[Mapping[Field, float]] = {Field.TERM: 1.0, Field.PLAIN: 0.85, Field.TITLE: 0.75, Field.DESCRIPTION: 0.55}
_BEST, _TOGETHER = 0.75, 0.25
"""Shares of the best phrase and of all phrases of a class together."""
_WHOLE: Final = 1.15
"""A phrase that is the question, word for word, stands above those that only hold its words."""
_LEAST: Final = 0.12
"""Below this share of the question nothing is an answer."""
_SHORTEST_TYPO, _TWO_TYPOS = 4, 8
_LONG_ENOUGH: Final = 5
_SHORTEST_BEGINNING: Final = 3


@dataclass(frozen=True, slots=True)
class Ranked:
    """A class, how well it answers (1 is a whole known phrase), and the phrase that led to it."""

    code: str
    score: float
    why: str


@dataclass(frozen=True, slots=True)
class _Asked:
    """One word of the question: what it weighs, and the known words that it may stand for."""

    weight: float
    known: Mapping[int, float]
    telling: bool
    """Neither a verb nor a weak word: alone it says which business it is."""


class _Fits:
    """How well activity and place of a class answer those that the question names."""

    def __init__(self, index: Index, words: Sequence[str]) -> None:
        meant = [LIKE.get(word, word) for word in words]
        self.index, self.activities, self.places = index, asked(meant), asked_places(meant)

    def of(self, entry: int) -> float:
        code = self.index.codes[entry]
        return activity_fit(self.activities, self.index.activities[entry]) * place_fit(self.places, self.index.version, code)


def rank(index: Index, text: str, limit: int) -> tuple[Ranked, ...]:
    """The classes that answer best, the best first; none where no word is known."""
    words = _split(index, _written_out(index, tokens(text))[:MOST_WORDS])
    questions = [_asked(index, word, last=at == len(words) - 1) for at, word in enumerate(words)]
    if not any(question.known for question in questions):
        return ()
    matches = _matches(index, questions)
    whole = tuple(index.number(word) for word in words)
    best, together = _scores(index, whole, questions, matches)
    fits = _Fits(index, words)
    found = []
    for entry, (share, number) in best.items():
        phrase = index.phrases[number]
        fit = fits.of(entry)
        if phrase.words == whole:  # who knows the very words knows the business: its verb speaks against no class
            fit = max(fit, 1.0)
        score = (_BEST * share + _TOGETHER * together[entry]) * fit
        if score >= _LEAST:
            found.append(Ranked(index.codes[entry], round(score, 6), phrase.text))
    return tuple(sorted(found, key=lambda ranked: (-ranked.score, ranked.code))[:limit])


def _written_out(index: Index, words: Sequence[str]) -> list[str]:
    """Short forms as the words that they stand for, where no class has the short form itself."""
    return [each for word in words for each in (INSTEAD.get(word, (word,)) if index.number(word) is None else (word,))]


def _split(index: Index, words: Sequence[str]) -> list[str]:
    """Words that were run together stand apart again, and words that were torn apart together."""
    found: list[str] = []
    at = 0
    while at < len(words):
        joined = words[at] + words[at + 1] if at + 1 < len(words) else ""
        if joined and index.number(joined) is not None and index.number(words[at]) is None:
            found.append(joined)
            at += 2
            continue
        found += _parts(index, words[at])
        at += 1
    return found


def _parts(index: Index, word: str) -> tuple[str, ...]:
    if any(key in index.by_key for key in keys(word)):
        return (word,)
    if _near(index, word, 1) or index.beginning_with(word):  # rather one wrong letter, or a word half typed, than two words
        return (word,)
    cuts = range(3, len(word) - 2)
    halves = ((word[:at], word[at:]) for at in cuts)
    return next((pair for pair in halves if all(index.number(half) is not None for half in pair)), (word,))


def _asked(index: Index, word: str, *, last: bool) -> _Asked:
    known = _known(index, word)
    if index.number(word) is None and word not in LIKE and (not known or len(word) >= _LONG_ENOUGH):
        known = _nearly(index, word, last=last) | known  # a mistyped word may have the stem of another
    if not known:
        return _Asked(weight_of(word, 1, len(index.codes)) / 2, {}, telling=False)
    surest = max(known.values())
    weight = max(index.weights[number] for number, sure in known.items() if sure == surest)
    return _Asked(weight, known, telling=not is_weak(word if index.number(word) is not None else LIKE.get(word, word)))


def _known(index: Index, word: str) -> dict[int, float]:
    found: dict[int, float] = {}
    meant = LIKE.get(word)
    for each, surest in ((word, _SAME), (meant, _LIKE)) if meant else ((word, _SAME),):
        for key in keys(each):
            for number in index.by_key.get(key, ()):
                sure = surest if index.vocabulary[number] == each else _KEY
                found[number] = max(found.get(number, 0.0), sure)
    return found


def _nearly(index: Index, word: str, *, last: bool) -> dict[int, float]:
    """Spoken forms, the nearest words, and those that the last word may be the beginning of."""
    found = {number: _INFORMAL for key in informal_keys(word) for number in index.by_key.get(key, ())}
    if last and len(word) >= _SHORTEST_BEGINNING:
        for number in index.beginning_with(word):
            found[number] = max(found.get(number, 0.0), _BEGINNING * len(word) / len(index.vocabulary[number]))
    for number, distance in _near(index, word, 2 if len(word) >= _TWO_TYPOS else 1).items():
        found[number] = max(found.get(number, 0.0), _TYPO - 0.15 * (distance - 1))
    return found


def _near(index: Index, word: str, most: int) -> dict[int, int]:
    """Known words with at most so many wrong letters, and how many; none for the shortest words."""
    candidates = {
        number: index.vocabulary[number]
        for length in range(len(word) - most, len(word) + most + 1)
        if max(len(word), length) >= _SHORTEST_TYPO
        for number in index.by_length.get(length, ())
    }
    near = process.extract(word, candidates, scorer=OSA.distance, score_cutoff=most, limit=20)
    return {number: int(distance) for _other, distance, number in near}


def _matches(index: Index, questions: Sequence[_Asked]) -> dict[int, dict[int, float]]:
    """For each phrase that is touched: how surely each word of the question stands in it.

    Telling words touch phrases; verbs and weak words only add to these, since "jual" stands in a thousand.
    """
    matches: dict[int, dict[int, float]] = {}
    telling = any(question.telling for question in questions)
    for at, question in sorted(enumerate(questions), key=lambda each: not each[1].telling):
        for number, sure in question.known.items():
            for phrase in index.postings[number]:
                found = matches.get(phrase)
                if found is None:
                    if telling and not question.telling:
                        continue
                    found = matches[phrase] = {}
                if sure > found.get(at, 0.0):
                    found[at] = sure
    return matches


def _scores(
    index: Index, whole: tuple[int | None, ...], questions: Sequence[_Asked], matches: Mapping[int, Mapping[int, float]]
) -> tuple[dict[int, tuple[float, int]], dict[int, float]]:
    """The best phrase of each class, and how much of the question its phrases answer together."""
    total = sum(question.weight for question in questions)
    best: dict[int, tuple[float, int]] = {}
    touched: dict[int, dict[int, float]] = defaultdict(dict)
    for number, found in matches.items():
        phrase = index.phrases[number]
        answered = sum(questions[at].weight * sure for at, sure in found.items())
        of_phrase = min(1.0, answered / phrase.weight) if phrase.field is not Field.DESCRIPTION else 0.5
        share = (answered / total) * (0.4 + 0.6 * of_phrase) * _FIELD[phrase.field]
        if phrase.words == whole:
            share *= _WHOLE
        if share > best.get(phrase.entry, (0.0, 0))[0]:
            best[phrase.entry] = share, number
        answers = touched[phrase.entry]
        for at, sure in found.items():
            answers[at] = max(answers.get(at, 0.0), sure * _FIELD[phrase.field])
    together = {entry: sum(questions[at].weight * sure for at, sure in each.items()) / total for entry, each in touched.items()}
    return best, together
