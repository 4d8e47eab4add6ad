"""What an app says of its rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import override

from okoce.core.decisions import Decision, Reason
from okoce.regulations.rules import RuleValue

type_of_label = str | Promise
Check = Callable[[str, object], Decision]
"""Code and value: may a row of that code hold it?"""
Kind = Literal["line", "long", "lines", "number", "choice", "choices"]
Choices = Sequence[tuple[str, type_of_label]]
ENGLISH: Final = "en"


@dataclass(frozen=True, slots=True)
class Field:
    """One control of the form of an object, without script: a line, a long text, a list with a line for each item, a whole
    number, one choice, or several as check boxes.

    ``name``: where it stands in the object ("title", "en.title", "when.place"). ``omit``: left out of the object when empty;
    else it is kept as "" or []. ``section``: fields of one section stand together under its title.
    """

    name: str
    label: type_of_label
    kind: Kind = "line"
    required: bool = False
    omit: bool = False
    choices: Choices | Callable[[], Choices] = ()
    help: type_of_label = ""
    section: type_of_label = ""

    @property
    def path(self) -> tuple[str, ...]:
        return tuple(self.name.split("."))

    def options(self) -> Choices:
        return self.choices() if callable(self.choices) else self.choices


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence in both languages: kept with a preview, read later by somebody else."""

    id: str
    en: str


def in_both(sentence: Callable[[], str]) -> Wording:
    """What a function of ``gettext`` says in Indonesian and in English."""
    with override("id"):
        ours = sentence()
    with override("en"):
        return Wording(ours, sentence())


@dataclass(frozen=True, slots=True)
class Subject:
    """Somebody's or something's case that a change touches. It names nobody: the label is of words and codes, and the page
    behind ``url`` asks its own permission."""

    label: Wording
    url: str = ""


@dataclass(frozen=True, slots=True)
class Effect:
    """One thing that a change does: how many gain or lose it, and some of them."""

    text: Wording
    gains: int = 0
    loses: int = 0
    subjects: tuple[Subject, ...] = ()


@dataclass(frozen=True, slots=True)
class Effects:
    """What a change does to ``counted`` cases (``what``: their name), of which ``touched`` become different."""

    what: Wording
    counted: int
    touched: int
    effects: tuple[Effect, ...] = ()


Rows = tuple[RuleValue, ...]


def _nothing() -> int:
    return 0


@dataclass(frozen=True, slots=True)
class Consequences:
    """What follows from rules that work together: those whose codes begin with ``within``, one or several families.

    ``agree``: do these rows, in force on one day, fit together? ``effects``: who gains or loses what when the rows in force on a
    day become others. ``size``: how many cases it has to look at; up to ``at_once`` the page waits, beyond that the worker
    makes the preview.
    """

    within: str
    agree: Callable[[Rows], Decision] | None = None
    effects: Callable[[Rows, Rows, date], Effects] | None = None
    size: Callable[[], int] = _nothing
    at_once: int = 2_000


@dataclass(frozen=True, slots=True)
class Family:
    """Rules whose codes begin alike.

    ``check``: may this value stand in a row of this code? ``sentence``: a reason of that check, or of ``agree``, in words.
    ``objects``: values are objects, described by ``fields``; else a whole number or a text. ``title``: the field that names an
    object, or what names it in a language. ``names``: what codes are called, by code. ``words``: a whole rule in words, where
    a name and a value do not say it. ``public``: shown to citizens. ``pages``: names of the pages that read these rules.
    ``units``: those that a new rule may have. ``mixed``: a value may be a whole number or a word, whatever it was before.
    """

    prefix: str
    label: type_of_label
    check: Check | None = None
    objects: bool = False
    fields: tuple[Field, ...] = ()
    title: str | Callable[[Mapping[str, Any], str], str] = "title"
    names: Mapping[str, type_of_label] | None = None
    words: Callable[[RuleValue], str] | None = None
    sentence: Callable[[Reason], str] | None = None
    public: bool = False
    pages: tuple[type_of_label, ...] = ()
    units: tuple[str, ...] = ()
    mixed: bool = False
    consequences: Consequences | None = None

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.prefix.rstrip(".").replace(".", "-").replace("_", "-") or "lain"

    def title_of(self, value: Mapping[str, Any], language: str) -> str:
        """The title of an object in the reader's language, where it has one."""
        if callable(self.title):
            return self.title(value, language)
        english = value.get(ENGLISH)
        if language == ENGLISH and isinstance(english, Mapping) and english.get(self.title):
            return str(english[self.title])
        return str(value.get(self.title, ""))
