"""Turns what a page gives to a component into what its template prints. Unknown codes are refused, never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from typing import TypeVar

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from okoce.ui import charts, formats
from okoce.ui.components import Number, StageMark
from okoce.ui.enums import StageState

QUANTITIES = ("number", "rupiah", "rupiah_short", "percent")

# What a phone's keyboard and its filled-in answers need, by the kind of thing that is asked.
ENTRY: dict[str, dict[str, str]] = {
    "text": {},
    "name": {"autocomplete": "name", "autocapitalize": "words"},
    "nik": {"autocomplete": "off", "inputmode": "numeric", "spellcheck": "false"},
    "phone": {"autocomplete": "tel", "inputmode": "tel", "type": "tel"},
    "code": {"autocomplete": "one-time-code", "inputmode": "numeric"},
    "second_code": {"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    "email": {"autocomplete": "email", "inputmode": "email", "autocapitalize": "none", "spellcheck": "false"},
    "money": {"autocomplete": "off", "inputmode": "numeric"},
    "count": {"autocomplete": "off", "inputmode": "numeric"},
    "address": {"autocomplete": "street-address"},
    "username": {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    "password": {"autocomplete": "current-password"},
    "new_password": {"autocomplete": "new-password"},
    "birthday": {"autocomplete": "bday", "type": "date"},
    "date": {"autocomplete": "off", "type": "date"},
    "search": {"autocomplete": "off", "type": "search", "enterkeyhint": "search"},
}


@dataclass(frozen=True, slots=True)
class ErrorLine:
    target: str
    label: str
    text: str


def language() -> str:
    return formats.language_of(get_language())


Code = TypeVar("Code", bound=Enum)


def code_of(codes: type[Code], given: object) -> Code:
    try:
        return codes(given)
    except ValueError:
        known = ", ".join(str(code.value) for code in codes)
        raise ValueError(f"unknown {codes.__name__} {given!r}; known: {known}") from None


def quantity(value: Number | None, kind: str) -> str:
    if kind not in QUANTITIES:
        raise ValueError(f"unknown kind of quantity {kind!r}; known: {', '.join(QUANTITIES)}")
    if value is None:
        return "–"
    if kind == "rupiah":
        return formats.rupiah(int(value), language())
    if kind == "rupiah_short":
        return formats.rupiah_short(int(value), language())
    if kind == "percent":
        return formats.percent(value, language())
    return formats.number(value, language(), decimals=0 if value == int(value) else 1)


@lru_cache(maxsize=1024)
def stairs_svg(states: tuple[StageState, ...]) -> SafeString:
    """The rising steps. Kept, because a list draws one a row, few combinations occur, and no word is in it."""
    return render_to_string("ui/components/stairs_svg.html", {"steps": charts.stairs(states)})


def spoken_stages(stages: Sequence[StageMark]) -> str:
    """All seven in words, for those who do not see the picture."""
    parts = []
    for stage in stages:
        day = f" {formats.date_short(stage.on, language())}" if stage.on else ""
        parts.append(f"{stage.code} {stage.name}: {stage.state.label}{day}")
    return "; ".join(parts)


def field_shape(bound: BoundField) -> str:
    widget = bound.field.widget
    if isinstance(widget, RadioSelect | CheckboxSelectMultiple):
        return "choices"
    return "check" if isinstance(widget, CheckboxInput) else "line"


def field_widget(bound: BoundField, entry: str, describedby: str) -> SafeString:
    if entry not in ENTRY:
        raise ValueError(f"unknown entry {entry!r}; known: {', '.join(ENTRY)}")
    attrs: dict[str, str | bool] = {**ENTRY[entry]}
    kind = attrs.pop("type", "")
    if describedby and field_shape(bound) != "choices":
        attrs["aria-describedby"] = describedby
    widget = bound.field.widget
    if kind and hasattr(widget, "input_type"):
        widget.input_type = kind
        if kind == "date" and hasattr(widget, "format"):
            # A browser's date field accepts this form only, whatever the page's language.
            widget.format = "%Y-%m-%d"
    return bound.as_widget(attrs=attrs)


def described_by(bound: BoundField) -> str:
    parts = []
    if bound.help_text:
        parts.append(f"{bound.auto_id}_helptext")
    if bound.errors:
        parts.append(f"{bound.auto_id}_error")
    return " ".join(parts)


def error_lines(form: BaseForm) -> list[ErrorLine]:
    lines = [ErrorLine("", "", str(text)) for text in form.non_field_errors()]
    for bound in form:
        # A group of choices has no control of its own name: its first choice takes the focus.
        target = f"{bound.auto_id}_0" if field_shape(bound) == "choices" else bound.auto_id
        if bound.is_hidden:
            target = ""
        lines += [ErrorLine(target, str(bound.label), str(text)) for text in bound.errors]
    return lines


def today() -> date:
    return timezone.localdate()


def local_instant(value: datetime) -> datetime:
    """Instants are kept in UTC and shown on the clock of Jakarta."""
    return timezone.localtime(value) if timezone.is_aware(value) else value


def local(value: date) -> date:
    return local_instant(value).date() if isinstance(value, datetime) else value


def other_languages() -> list[tuple[str, str]]:
    """The other language only, named in itself: a switch to the present one is no choice."""
    names = {"id": "Bahasa Indonesia", "en": "English"}
    return [(code, name) for code, name in names.items() if code != language()]
