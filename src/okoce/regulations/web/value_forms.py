"""The fields of a value: one for a number, a day or a text; one for each part of an object, as its family describes them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.regulations.families import Family, Field, from_form, to_form
from okoce.regulations.rules import Value

DAY: Final = "%Y-%m-%d"
ISO: Final = re.compile(r"\d{4}-\d{2}-\d{2}")
WHOLE: Final = re.compile(r"-?\d+")
PART: Final = "isi."
ONE: Final = "nilai"


def day_field(label: Any, *, required: bool = True, help_text: Any = "") -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format=DAY)
    return forms.DateField(label=label, required=required, help_text=help_text, widget=widget)


def value_fields(family: Family, before: Value | None) -> dict[str, forms.Field]:
    """The controls by name: the parts of an object, or the one value in the manner of the value before."""
    if family.objects:
        return {f"{PART}{field.name}": _control(field) for field in family.fields}
    if isinstance(before, int) and not family.mixed:
        return {ONE: forms.IntegerField(label=_("Nilai"))}
    if isinstance(before, str) and ISO.fullmatch(before):
        return {ONE: day_field(_("Tanggal"))}
    help_text = (
        "" if before is not None and not family.mixed else _("Bilangan bulat tanpa titik, tanggal seperti 2026-10-17, atau teks.")
    )
    return {ONE: forms.CharField(label=_("Nilai"), max_length=500, help_text=help_text)}


def value_initial(family: Family, before: Value | None) -> dict[str, Any]:
    if before is None:
        return {}
    if not isinstance(before, Mapping):
        return {ONE: before}
    return {f"{PART}{name}": item for name, item in to_form(family.fields, before).items()}


def said_value(family: Family, said: Mapping[str, Any], before: Value | None) -> Value:
    """The value that a filled form says."""
    if family.objects:
        parts = {field.name: said.get(f"{PART}{field.name}") for field in family.fields}
        return from_form(family.fields, parts, before if isinstance(before, Mapping) else None)
    one = said.get(ONE)
    if isinstance(one, date):
        return one.isoformat()
    if isinstance(one, str) and (before is None or family.mixed) and WHOLE.fullmatch(one.strip()):
        return int(one)
    return one if isinstance(one, int) else str(one or "").strip()


@dataclass(frozen=True, slots=True)
class Section:
    """Controls under one title. Folded where nothing in it must be filled in and nothing is."""

    title: str
    fields: list[forms.BoundField]

    @property
    def is_folded(self) -> bool:
        return bool(self.title) and not any(
            bound.field.required or bound.errors or bound.value() not in (None, "", []) for bound in self.fields
        )


def sections(form: forms.Form, family: Family) -> list[Section]:
    """The controls of the value under their titles, in the order of the family."""
    if not family.objects:
        return [Section("", [form[ONE]])]
    grouped: dict[str, list[forms.BoundField]] = {}
    for field in family.fields:
        grouped.setdefault(str(field.section), []).append(form[f"{PART}{field.name}"])
    return [Section(title, fields) for title, fields in grouped.items()]


def _control(field: Field) -> forms.Field:
    said: dict[str, Any] = {"label": field.label, "required": field.required, "help_text": field.help}
    if field.kind == "number":
        return forms.IntegerField(**said)
    if field.kind == "choice":
        nothing = [] if field.required else [("", "–")]
        return forms.ChoiceField(**said, choices=[*nothing, *field.options()])
    if field.kind == "choices":
        return forms.MultipleChoiceField(**said, choices=list(field.options()), widget=forms.CheckboxSelectMultiple)
    if field.kind == "lines":
        said["help_text"] = field.help or _("Satu butir setiap baris.")
        return forms.CharField(**said, widget=forms.Textarea(attrs={"rows": 5}))
    widget = forms.Textarea(attrs={"rows": 3}) if field.kind == "long" else forms.TextInput()
    return forms.CharField(**said, widget=widget)
