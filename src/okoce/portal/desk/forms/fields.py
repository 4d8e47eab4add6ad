"""Fields that take what people type: rupiah with dots or without, a month, a date; and the form that shows refusals."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision, Reason
from okoce.core.money import NotRupiah, parse_rupiah
from okoce.portal.desk.texts import sentence

REQUIRED = _("Isian ini wajib diisi.")
LARGEST = 10**15
MONTH = re.compile(r"^(?:(?P<year>\d{4})-(?P<month>\d{1,2})(?:-\d{1,2})?|(?P<typed_month>\d{1,2}) ?/ ?(?P<typed_year>\d{4}))$")


class RupiahField(forms.CharField):
    """Whole rupiah, ``1.250.000`` or ``1250000`` or ``Rp1.250.000``."""

    def __init__(self, *, minimum: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.minimum = minimum

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            amount = parse_rupiah(text)
        except NotRupiah:
            raise ValidationError(_("Tulis jumlahnya dengan angka tanpa sen, misalnya 1.250.000.")) from None
        if self.minimum is not None and amount < self.minimum:
            raise ValidationError(_("Jumlahnya paling sedikit Rp%(minimum)s."), params={"minimum": self.minimum})
        if amount >= LARGEST:
            raise ValidationError(_("Jumlah ini terlalu besar. Periksa lagi angka nolnya."))
        return amount


class MonthField(forms.CharField):
    """A month as its first day, from ``2026-11`` (what a month picker sends) or ``11/2026`` (what is typed without one)."""

    widget = forms.TextInput(attrs={"type": "month", "placeholder": "2026-11"})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        found = MONTH.match(text)
        try:
            if found is None:
                raise ValueError
            return date(int(found["year"] or found["typed_year"]), int(found["month"] or found["typed_month"]), 1)
        except ValueError:
            raise ValidationError(_("Tulis bulan dan tahunnya, misalnya 11/2026.")) from None


class DayField(forms.DateField):
    """A day, from a date picker or typed the Indonesian way."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        formats = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"]
        messages = {"invalid": _("Tulis tanggal seperti 24/11/2026."), "required": _("Isi tanggalnya, misalnya 24/11/2026.")}
        super().__init__(input_formats=formats, error_messages=messages, **kwargs)


class ReasonForm(forms.Form):
    """A form that shows a service's refusal beside the field it is about. ``FIELD_OF``: reason code to field."""

    FIELD_OF: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            say_plainly(field)

    def refuse(self, decision: Decision) -> None:
        for reason in decision.reasons:
            self.add_error(self.field_of(reason), sentence(reason))

    def field_of(self, reason: Reason) -> str | None:
        name = self.FIELD_OF.get(reason.code)
        return name if name in self.fields else None


def say_plainly(field: forms.Field) -> None:
    """Replace Django's own words where the field has none of ours."""
    if str(field.error_messages.get("required")) == str(forms.Field.default_error_messages["required"]):
        field.error_messages["required"] = REQUIRED
    if "invalid_choice" in field.error_messages:
        field.error_messages["invalid_choice"] = _("Pilih salah satu dari daftar.")
    if isinstance(field, forms.CharField) and field.max_length:
        for validator in field.validators:
            if getattr(validator, "code", "") == "max_length":
                say(validator, _("Paling panjang %(limit_value)d huruf. Anda mengetik %(show_value)d."))


def say(validator: object, words: object) -> None:
    """Give a validator our words: Django keeps them in an attribute that its types do not name."""
    vars(validator)["message"] = words
