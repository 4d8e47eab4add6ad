"""The search for a class as a page shows it: what was found, in plain words, and why."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from okoce.classifications.queries import KbliRef, UnknownClassError, convert, describe, find
from okoce.stages.p4_licensing.rules import ClassRef
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.ui.presentation import language

MOST = 6
VERSION = "2025"
"""Classes that are offered; an answer of the other version keeps its own."""


@dataclass(frozen=True, slots=True)
class ClassWords:
    """A class in words: everyday name, official title, and what belongs to it."""

    key: str
    version: str
    code: str
    name: str
    title: str
    description: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class BothVersions:
    """A class with what it is called in the other version. ``others``: none where no row converts it."""

    own: ClassWords
    others: tuple[ClassWords, ...]

    @property
    def other_version(self) -> str:
        return "2020" if self.own.version == "2025" else "2025"


def words_of(ref: KbliRef, why: str = "") -> ClassWords:
    english = language() == "en"
    name = (ref.plain_en if english else ref.plain) or ref.name
    description = (ref.description_en if english else ref.description) or ref.description or ref.official_description
    return ClassWords(ref.key, ref.version, ref.code, name, ref.title, description, why)


def class_words(kbli: ClassRef | None) -> ClassWords | None:
    """The words of a class; None where there is none, or the lists know it no longer."""
    if kbli is None:
        return None
    try:
        return words_of(describe(*kbli))
    except UnknownClassError:
        return None


def both_versions(kbli: ClassRef | None) -> BothVersions | None:
    own = class_words(kbli)
    if own is None or kbli is None:
        return None
    other = "2020" if kbli.version == "2025" else "2025"
    return BothVersions(own, tuple(words_of(each.to) for each in convert(kbli.version, kbli.code, other)))


@dataclass(frozen=True, slots=True)
class FoundClass:
    """A class that was found; ``url``: where a visitor takes it (a member posts it)."""

    words: ClassWords
    url: str


@dataclass(frozen=True, slots=True)
class SearchPage:
    """``words``: what was searched, empty at first."""

    words: str
    found: tuple[FoundClass, ...]


def search_page(case: Case, words: str) -> SearchPage:
    found = tuple(
        FoundClass(each, "" if case.kept else case.url("ask", **{"class": each.key}))
        for each in (classes_by(words) if words else ())
    )
    return SearchPage(words, found)


def classes_by(words: str) -> tuple[ClassWords, ...]:
    """Classes of the version in force that everyday words lead to, best first, each with the words that led there."""
    hits = find(words, VERSION, MOST)
    return tuple(words_of(hit.kbli, _("ditemukan lewat “%(why)s”") % {"why": hit.why} if hit.why else "") for hit in hits)
