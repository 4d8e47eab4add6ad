"""Words as people type them, made comparable: spelling, affixes, informal forms. Pure; the same for terms and for questions.

Two words are taken for one where they share a key. A word's keys are its stem (Snowball's Indonesian stemmer) and the stem of its
plain spelling, so that ``kripik`` meets ``keripik`` and ``pelatihan`` still meets ``latih``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from snowballstemmer import stemmer

LONGEST_QUESTION: Final = 200
MOST_WORDS: Final = 12

_WORD: Final = re.compile(r"[a-z0-9]+")
_STEMMER: Final = stemmer("indonesian")
_SPELLINGS: Final = (
    (re.compile(r"(.)\1{2,}"), r"\1"),  # ayaaam
    (re.compile(r"oe"), "u"),  # old spelling
    (re.compile(r"dj"), "j"),
    (re.compile(r"tj"), "c"),
    (re.compile(r"x"), "ks"),
    (re.compile(r"ck"), "k"),
    (re.compile(r"q"), "k"),
    (re.compile(r"ph|f|v"), "p"),
    (re.compile(r"th"), "t"),
    (re.compile(r"kh"), "h"),
    (re.compile(r"sy"), "s"),
    (re.compile(r"z"), "s"),
    (re.compile(r"ie|ee|y$"), "i"),  # mie, coffee
    (re.compile(r"ao"), "au"),  # bakpao
    (re.compile(r"(.)\1"), r"\1"),  # coffee, gallon
    (re.compile(r"([bcdgjkpst])e([rl])(?=[aiuo])"), r"\1\2"),  # keripik and kripik
)


def listed(text: str) -> frozenset[str]:
    """The words of a list that stands in the source as one text."""
    return frozenset(text.split())


_FUNCTION_WORDS: Final = listed(
    """
    ada aja aku akan anda atau atas bagi bahwa banget beberapa bisa dalam dan dari deh dengan dg di dgn dong gitu gue gw hanya
    ini itu jadi juga kami karena ke kita klo kalo kalau kan kok lagi lain lainnya lalu lah lewat lg mau melalui mereka nih
    pada para pengen pingin punya saja sama sambil sampai saya sebagai secara sedang seperti serta si sih sudah tapi tentang terus
    tiap untuk via pakai pake memakai yaitu yang yg ya and for of or the to with in a an my i ytdl ybdi
    """
)


def tokens(text: str) -> tuple[str, ...]:
    """The words of a text: lower case, no accents, doubled words once, function words left out."""
    plain = unicodedata.normalize("NFKD", text[:LONGEST_QUESTION].casefold())
    found: list[str] = []
    for word in _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign))):
        once = re.sub(r"^([a-z]{3,})2$", r"\1", word)  # sayur2
        if once not in _FUNCTION_WORDS and (not found or found[-1] != once):
            found.append(once)
    return tuple(found)


def plain_spelling(word: str) -> str:
    """One spelling for those that sound alike."""
    for pattern, spelling in _SPELLINGS:
        word = pattern.sub(spelling, word)
    return word


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    return str(_STEMMER.stemWord(word)) if len(word) > 3 else word


@lru_cache(maxsize=50_000)
def keys(word: str) -> tuple[str, ...]:
    """What a word is found by; the first is the surest."""
    spelled = plain_spelling(word)
    return tuple(dict.fromkeys((stem(word), stem(spelled), spelled)))


_INFORMAL: Final = (
    ("nge", ("",)),
    ("ng", ("k", "")),
    ("ny", ("c", "s")),
    ("n", ("t", "")),
    ("m", ("p", "")),
)
_INFORMAL_ENDINGS: Final = ("in", "an", "nya")


def informal_keys(word: str) -> Iterator[str]:
    """Keys of what a spoken form stands for: ``nyuci`` for ``cuci``, ``ngejahit`` and ``njahit`` for ``jahit``, ``benerin``."""
    bases = [word]
    bases += [word.removesuffix(ending) for ending in _INFORMAL_ENDINGS if word.endswith(ending) and len(word) > len(ending) + 2]
    for base in bases:
        if base != word:
            yield from keys(base)
        for prefix, starts in _INFORMAL:
            if base.startswith(prefix) and len(base) > len(prefix) + 2:
                for start in starts:
                    yield from keys(start + base.removeprefix(prefix))
