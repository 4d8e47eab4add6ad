"""What a change of rules does to the roadmaps of everybody who has answered: who gains and who loses which task.

Businesses with the same answers have the same roadmap: each distinct set is built once before and once after, and counts for
all who gave it. Where nobody has answered yet, the typical businesses that the project ships are looked at instead.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any, Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from okoce.classifications.queries import describe, exists
from okoce.regulations.families import Effect, Effects, Subject, in_both
from okoce.stages.p4_licensing.queries.answers import answer_sets, businesses_with_answers
from okoce.stages.p4_licensing.queries.content import DATA, shipped_frame
from okoce.stages.p4_licensing.rules import Answers, Content, ContentError, RuleLike, Text, build, content_from_rows
from okoce.stages.p4_licensing.rules.comparing import BLOCKED, FREED, GAINED, LEVEL, LOST, changes, snapshot
from okoce.stages.p4_licensing.rules.decoded import FAMILIES
from okoce.stages.p4_licensing.rules.sentences import words_of
from okoce.stages.p4_licensing.rules.vocabulary import REQUIRED

MOST_SETS: Final = 10_000
"""Distinct sets of answers that a preview looks at; the most frequent come first."""
MOST_SUBJECTS: Final = 8
REQUIRED_NOW, ADVISED_NOW = "required_now", "advised_now"
GAIN, LOSS = (GAINED, REQUIRED_NOW, FREED), (LOST, ADVISED_NOW, BLOCKED)


@dataclass(frozen=True, slots=True)
class Profile:
    """A typical business that the project ships."""

    name: Text
    answers: Answers


@dataclass(slots=True)
class _Touched:
    """Those whom one kind of change of one task touches."""

    people: int = 0
    sets: list[tuple[Answers, int]] = field(default_factory=list)


@cache
def profiles() -> tuple[Profile, ...]:
    """Typical businesses; they show what a change does before anybody has answered."""
    found = tomllib.loads((DATA / "profiles.toml").read_text("utf-8"))["profile"]
    return tuple(Profile(Text(each["name"], each["en"]), Answers.of(each["answers"])) for each in found)


def cases_to_look_at() -> int:
    return businesses_with_answers() or len(profiles())


def effects_of_change(before: Iterable[RuleLike], after: Iterable[RuleLike], on: date) -> Effects:
    """Every roadmap before and after, told by task."""
    sets = answer_sets(MOST_SETS)
    saved = bool(sets)
    looked_at = sets or tuple((each.answers, 1) for each in profiles())
    old, new = _content(before), _content(after)
    found: dict[tuple[str, str], _Touched] = defaultdict(_Touched)
    titles: dict[str, Text] = {}
    touched = 0
    for answers, count in looked_at:
        was, now = _snapshot(old, answers, on), _snapshot(new, answers, on)
        levels = {str(each["code"]): str(each["level"]) for each in now}
        titles |= {str(each["code"]): Text(**each["title"]) for each in (*was, *now)}
        different = changes(was, now)
        touched += count if different else 0
        for change in different:
            line = found[change.task, _kind(change.what, levels.get(change.task, ""))]
            line.people += count
            line.sets.append((answers, count))
    order = [*titles]
    lines = sorted(found.items(), key=lambda item: (-item[1].people, order.index(item[0][0]), item[0][1]))
    return Effects(
        what=in_both(lambda: _("usaha dengan jawaban tersimpan") if saved else _("contoh usaha (belum ada jawaban tersimpan)")),
        counted=sum(count for _answers, count in looked_at),
        touched=touched,
        effects=tuple(_effect(new or old, what, titles[task], line, saved=saved) for (task, what), line in lines),
    )


def _content(rows: Iterable[RuleLike]) -> Content | None:
    """None where these rows make no content: a day before the first one."""
    try:
        return content_from_rows([row for row in rows if row.code.startswith(FAMILIES)], shipped_frame())
    except ContentError:
        return None


def _snapshot(content: Content | None, answers: Answers, on: date) -> list[dict[str, Any]]:
    return snapshot(build(content, answers, on)) if content is not None else []


def _kind(what: str, level: str) -> str:
    if what != LEVEL:
        return what
    return REQUIRED_NOW if level == REQUIRED else ADVISED_NOW


def _effect(content: Content | None, what: str, title: Text, touched: _Touched, *, saved: bool) -> Effect:
    return Effect(
        text=in_both(lambda: _sentence(what, title.read_in(get_language() or "id"), touched.people)),
        gains=touched.people if what in GAIN else 0,
        loses=touched.people if what in LOSS else 0,
        subjects=tuple(_subject(content, answers, count, saved=saved) for answers, count in touched.sets[:MOST_SUBJECTS]),
    )


def _sentence(what: str, task: str, people: int) -> str:
    sentences = {
        GAINED: _("%(task)s: masuk daftar"),
        LOST: _("%(task)s: keluar dari daftar"),
        REQUIRED_NOW: _("%(task)s: dari disarankan menjadi wajib"),
        ADVISED_NOW: _("%(task)s: dari wajib menjadi disarankan"),
        BLOCKED: _("%(task)s: menjadi tertahan"),
        FREED: _("%(task)s: tidak lagi tertahan"),
    }
    other = ngettext(
        "%(task)s: biaya, lama, atau masa berlaku berubah (%(people)s usaha)",
        "%(task)s: biaya, lama, atau masa berlaku berubah (%(people)s usaha)",
        people,
    )
    return sentences.get(what, other) % {"task": task, "people": people}


def _subject(content: Content | None, answers: Answers, count: int, *, saved: bool) -> Subject:
    """A set of answers in words; its page is that of any visitor with these answers."""
    url = f"{reverse('roadmap:map')}?{urlencode(answers.saved(), safe=':')}"
    return Subject(in_both(lambda: _label(content, answers, count, saved=saved)), url)


def _label(content: Content | None, answers: Answers, count: int, *, saved: bool) -> str:
    language = get_language() or "id"
    if not saved:
        named = next((each.name for each in profiles() if each.answers == answers), Text("", ""))
        return named.read_in(language)
    parts = [_class_name(answers, language)]
    if content is not None:
        parts += [words_of(content, key, value).read_in(language) for key in ("place", "product") if (value := answers.given(key))]
    words = ngettext("%(what)s (%(count)s usaha)", "%(what)s (%(count)s usaha)", count)
    return words % {"what": ", ".join(parts), "count": count}


def _class_name(answers: Answers, language: str) -> str:
    if answers.kbli is None or not exists(*answers.kbli):
        return str(answers.kbli)
    found = describe(*answers.kbli)
    return found.plain_en if language.startswith("en") and found.plain_en else found.name
