"""The form of a fact, made from its kind; and that of a correction."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.facts.enums import Correction, CorrectionReason, Grade
from okoce.facts.kinds import Kind, MeasureField, measure_fields
from okoce.facts.queries import Entry
from okoce.members.services import FactInput
from okoce.portal.desk.forms.fields import DayField, MonthField, ReasonForm, RupiahField, say, say_plainly

MEASURE, DETAIL = "ukuran_", "rincian_"
LONGEST_DETAIL = 200
FEW = 4
"""So many choices are shown at once; more become a list that opens."""
UNITS: Final = {"hours": _("jam"), "minutes": _("menit"), "months": _("bulan"), "people": _("orang")}
REASONS: Final[Mapping[Correction, tuple[CorrectionReason, ...]]] = {
    Correction.AMEND: (CorrectionReason.MISTYPED, CorrectionReason.WRONG_DATE, CorrectionReason.EVIDENCE_FOUND),
    Correction.VOID: (
        CorrectionReason.DUPLICATE,
        CorrectionReason.WRONG_PERSON,
        CorrectionReason.NOT_HAPPENED,
        CorrectionReason.EVIDENCE_FALSE,
    ),
    Correction.RESTORE: (CorrectionReason.EVIDENCE_FOUND, CorrectionReason.MISTYPED),
}


class FactForm(ReasonForm):
    """Date, measures and details of one kind of fact, and how well it is evidenced."""

    FIELD_OF = {"fact.in_future": "occurred_on"}
    id = forms.UUIDField(widget=forms.HiddenInput)
    occurred_on = DayField(label=_("Tanggal terjadinya"))
    grade = forms.TypedChoiceField(label=_("Seberapa kuat buktinya"), choices=Grade.choices, coerce=int, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, kind: Kind, shown: Mapping[str, Any] | None = None) -> None:
        today = jakarta_date(timezone.now())
        values = {"id": new_id(), "occurred_on": today, "grade": Grade.CONFIRMED, **(shown or {})}
        super().__init__(data, initial=values)
        self.kind = kind
        for item in measure_fields(kind):
            self.fields[MEASURE + item.name] = measure_field(item)
        for name, label in kind.details.items():
            self.fields[DETAIL + name] = _detail_field(label, required=name in kind.needs_details)
        own = [name for name in self.fields if name.startswith((MEASURE, DETAIL))]
        self.order_fields(["id", "occurred_on", *own, "grade"])

    def entries(self) -> list[tuple[forms.BoundField, str]]:
        """The visible fields in order, each with the kind of keyboard it wants."""
        return [(bound, _entry(bound.field)) for bound in self.visible_fields()]

    def given(self) -> FactInput:
        """What the service takes; the form is valid."""
        cleaned = self.cleaned_data
        return FactInput(
            kind=self.kind.code,
            occurred_on=cleaned["occurred_on"],
            grade=Grade(cleaned["grade"]),
            measures={item.name: cleaned[MEASURE + item.name] for item in measure_fields(self.kind)},
            details={name: cleaned[DETAIL + name] for name in self.kind.details},
            id=cleaned["id"],
        )

    def field_of(self, reason: Reason) -> str | None:
        for prefix, name in ((MEASURE, reason.params.get("measure")), (DETAIL, reason.params.get("detail"))):
            if name and f"{prefix}{name}" in self.fields:
                return f"{prefix}{name}"
        return super().field_of(reason)


class CorrectionForm(ReasonForm):
    """Why a fact is corrected, and which state of it the officer looked at."""

    correction_id = forms.UUIDField(widget=forms.HiddenInput)
    seen = forms.UUIDField(widget=forms.HiddenInput, required=False)
    reason = forms.ChoiceField(label=_("Alasan"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Catatan"),
        required=False,
        max_length=LONGEST_DETAIL,
        help_text=_("Misalnya siapa yang memberi tahu, dan kapan."),
    )

    def __init__(self, data: Any = None, *, correction: Correction, known: Entry) -> None:
        super().__init__(data, initial={"correction_id": new_id(), "seen": known.last_correction})
        reason = self.fields["reason"]
        assert isinstance(reason, forms.ChoiceField)
        reason.choices = [(code.value, code.label) for code in REASONS[correction]]
        reason.error_messages["required"] = _("Pilih alasannya: yang membaca riwayat ini nanti perlu tahu.")

    def show_again(self, known: Entry) -> None:
        """Somebody else corrected the fact meanwhile: the next sending is about what she sees now."""
        last = known.last_correction
        self.data = {**{name: self.data[name] for name in self.data}, "seen": str(last) if last else ""}


def shown_values(known: Entry) -> dict[str, Any]:
    """The content that holds, as the first values of the form that amends it."""
    held = known.shown
    values: dict[str, Any] = {"occurred_on": held.occurred_on, "grade": held.grade}
    for item in measure_fields(known.kind):
        values[MEASURE + item.name] = _typed(item, held.measures.get(item.name))
    details = {**known.details.get(known.original.id, {}), **known.details.get(held.id, {})}
    return values | {DETAIL + name: text for name, text in details.items()}


def _typed(item: MeasureField, value: object) -> object:
    if item.type is date and value:
        return str(value)[:7] if item.unit == "month" else date.fromisoformat(str(value))
    if item.unit == "rupiah" and value is not None:
        return f"{int(str(value)):,}".replace(",", ".")
    return value


def measure_field(item: MeasureField) -> forms.Field:
    """The field of one measure, by its type and unit."""
    label, required = _capital(item.label), item.required
    field: forms.Field
    if issubclass(item.type, TextChoices):
        field = _choice_field(item, label)
    elif item.type is date:
        field = MonthField(label=label, required=required) if item.unit == "month" else DayField(label=label, required=required)
    elif item.unit == "rupiah":
        field = RupiahField(label=f"{label} (Rp)", required=required, minimum=item.minimum)
    elif item.type is int:
        unit = f" ({UNITS[item.unit]})" if item.unit else ""
        field = forms.IntegerField(label=f"{label}{unit}", required=required, min_value=item.minimum, max_value=1_000_000)
        field.error_messages["invalid"] = _("Tulis dengan angka, misalnya 6.")
        for validator in field.validators:
            low = getattr(validator, "code", "") == "min_value"
            words = _("Angkanya paling kecil %(limit_value)s.") if low else _("Angka ini terlalu besar. Periksa lagi.")
            say(validator, words)
    else:
        field = forms.CharField(label=label, required=required, max_length=40)
    say_plainly(field)
    return field


def _choice_field(item: MeasureField, label: str) -> forms.ChoiceField:
    choices = list(item.type.choices)
    if len(choices) <= FEW:
        return forms.ChoiceField(label=label, required=item.required, choices=choices, widget=forms.RadioSelect)
    return forms.ChoiceField(label=label, required=item.required, choices=[("", _("Pilih")), *choices])


def _detail_field(label: object, *, required: bool) -> forms.CharField:
    field = forms.CharField(label=_capital(label), required=required, max_length=LONGEST_DETAIL)
    say_plainly(field)
    field.error_messages["required"] = _("Isian ini wajib diisi: tanpa bukti, catatan tidak dapat diperiksa.")
    return field


def _capital(label: object) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def _entry(field: forms.Field) -> str:
    if isinstance(field, RupiahField):
        return "money"
    if isinstance(field, forms.IntegerField):
        return "count"
    return "date" if isinstance(field, DayField) else "text"
