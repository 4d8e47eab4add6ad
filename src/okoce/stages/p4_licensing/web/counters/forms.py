"""Forms of counter days: the filter of the stuck, the plan, outcomes, and the questions of the desk."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision
from okoce.core.ids import new_id, parse_id
from okoce.stages.p4_licensing.enums import AtCounter, CannotCome, Licence, NoLicence, Paper, Waiting
from okoce.stages.p4_licensing.queries.stuck import Narrow
from okoce.stages.p4_licensing.services import Noted, Plan
from okoce.stages.p4_licensing.web.counters.texts import sentence
from okoce.stages.p4_licensing.web.permits.forms import DayField, PlainForm

CLOCK = _("Tulis jam seperti 09.00.")
SHORT_OF = (NoLicence.WITHDRAWN, NoLicence.NOT_ALLOWED)
"""Reasons that are answers of an office, not hers."""


def digits() -> forms.TextInput:
    """A field into which digits are typed."""
    return forms.TextInput(attrs={"inputmode": "numeric"})


class CounterForm(PlainForm):
    """Says refusals in the words of counter days."""

    def refuse(self, decision: Decision) -> None:
        for reason in decision.reasons:
            name = self.field_of(reason)
            self.add_error(name if name in self.fields else None, sentence(reason))


class ClockField(forms.TimeField):
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%H:%M", "%H.%M", "%H:%M:%S"], error_messages={"invalid": CLOCK}, **kwargs)


class StuckFilter(forms.Form):
    """Which of the stuck are listed; what cannot be read is as if it were not chosen."""

    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)
    karena = forms.ChoiceField(
        label=_("Sampai di mana"),
        required=False,
        choices=[("", _("semua")), (Waiting.TRAINED.value, _("baru pelatihan")), (Waiting.MENTORED.value, _("sudah didampingi"))],
    )
    lebih = forms.TypedChoiceField(
        label=_("Menunggu lebih dari"),
        required=False,
        coerce=int,
        empty_value="",
        choices=[("", _("semua")), (90, _("90 hari")), (180, _("180 hari")), (365, _("setahun"))],
    )

    def __init__(self, data: Any, *, places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="saring_%s")
        field = self.fields["wilayah"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("semua")), *places]

    def narrow(self) -> Narrow:
        self.is_valid()
        found = self.cleaned_data
        return Narrow(found.get("wilayah", ""), found.get("karena", ""), int(found.get("lebih") or 0))


class PlanForm(CounterForm):
    """Where and when, for how many."""

    FIELD_OF = {
        "counter.not_your_place": "place_code",
        "counter.closes_first": "closes",
        "counter.no_room": "capacity",
        "counter.too_far_ahead": "on",
        "counter.planned_already": "address",
    }
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    place_code = forms.ChoiceField(label=_("Kelurahan"))
    address = forms.CharField(
        label=_("Tempat"), max_length=160, help_text=_("Nama tempat dan alamatnya, misalnya “Balai warga RW 04, Jalan Contoh 1”.")
    )
    organiser = forms.CharField(label=_("Penyelenggara"), max_length=80, help_text=_("Nama kantornya, bukan nama orang."))
    on = DayField(label=_("Tanggal"), help_text=_("Tanggal yang sudah lewat: dicatat dari kertas, tanpa pesan ke undangan."))
    opens = ClockField(label=_("Buka"))
    closes = ClockField(label=_("Tutup"))
    capacity = forms.IntegerField(label=_("Bisa melayani berapa orang"), min_value=1, max_value=300)
    licence = forms.ChoiceField(label=_("Izin yang diurus"), choices=Licence.choices)

    def __init__(self, data: Any = None, *, places: Iterable[tuple[str, Any]], **initial: Any) -> None:
        first = {"form_id": new_id(), "opens": "09:00", "closes": "14:00", "licence": Licence.NIB.value, **initial}
        super().__init__(data, initial=first, auto_id="hari_%s")
        field = self.fields["place_code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih")), *places]

    def given(self) -> Plan:
        said = self.cleaned_data
        return Plan(
            place_code=said["place_code"],
            address=" ".join(said["address"].split()),
            organiser=" ".join(said["organiser"].split()),
            on=said["on"],
            opens=said["opens"],
            closes=said["closes"],
            capacity=said["capacity"],
            licence=Licence(said["licence"]),
            id=said["form_id"],
        )


class OutcomeForm(CounterForm):
    """What came of it for one person; which fields are needed depends on the outcome."""

    FIELD_OF = {
        "permit.number_missing": "number",
        "permit.number_too_long": "number",
        "permit.number_without_digit": "number",
        "permit.nib_not_digits": "number",
        "permit.nib_length": "number",
        "permit.pirt_not_digits": "number",
        "permit.pirt_length": "number",
        "permit.ends_before_it_begins": "valid_until",
        "permit.number_elsewhere": "despite_doubt",
        "fact.in_future": "issued_on",
        "counter.papers_missing": "papers",
        "counter.reason_missing": "reason",
    }
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(choices=AtCounter.choices, widget=forms.HiddenInput)
    licence = forms.ChoiceField(label=_("Jenis izin"), choices=Licence.choices, required=False)
    number = forms.CharField(label=_("Nomor izin"), max_length=100, required=False, help_text=_("NIB berisi 13 angka."))
    issued_on = DayField(label=_("Tanggal terbit"), required=False)
    valid_until = DayField(label=_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila suratnya tidak menyebut batas."))
    papers = forms.MultipleChoiceField(
        label=_("Surat apa yang kurang?"), choices=Paper.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    reason = forms.ChoiceField(label=_("Apa yang menghalangi?"), required=False)
    note = forms.CharField(label=_("Ceritakan sedikit"), required=False, max_length=200)
    despite_doubt = forms.BooleanField(label=_("Saya sudah melihat nama di suratnya: izin ini milik orang ini"), required=False)

    def __init__(self, data: Any = None, **initial: Any) -> None:
        super().__init__(data, initial={"form_id": new_id(), **initial}, auto_id="hasil_%s")
        field = self.fields["reason"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", ""), *reasons()]

    def given(self, invite_id: UUID) -> Noted:
        said = self.cleaned_data
        return Noted(
            invite_id=invite_id,
            outcome=AtCounter(said["outcome"]),
            number=said["number"],
            issued_on=said["issued_on"],
            valid_until=said["valid_until"],
            licence=Licence(said["licence"]) if said["licence"] else None,
            papers=[Paper(code) for code in said["papers"]],
            reason=NoLicence(said["reason"]) if said["reason"] else None,
            note=said["note"],
            despite_doubt=said["despite_doubt"],
            id=said["form_id"],
        )


def reasons() -> list[tuple[str, Any]]:
    """Why she does not want a permit or cannot get it."""
    return [(code.value, code.label) for code in NoLicence if code not in SHORT_OF]


class AnswerForm(CounterForm):
    """What she said to the invitation."""

    FIELD_OF = {"counter.reason_missing": "cannot_come"}
    coming = forms.ChoiceField(
        label=_("Apa jawabnya?"),
        choices=[("ya", _("akan datang")), ("tidak", _("tidak bisa datang"))],
        widget=forms.RadioSelect,
    )
    cannot_come = forms.ChoiceField(label=_("Bila tidak bisa: karena"), required=False, choices=[("", ""), *CannotCome.choices])

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="jawab_%s")


class CancelForm(CounterForm):
    FIELD_OF = {"counter.reason_missing": "reason"}
    reason = forms.CharField(
        label=_("Mengapa dibatalkan"), max_length=160, help_text=_("Tersimpan di hari loketnya. Jangan tulis nama orang.")
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="batal_%s")


class WalkInForm(CounterForm):
    """Somebody who came without an invitation, by her card."""

    FIELD_OF = {"counter.nobody_here": "nik"}
    nik = forms.CharField(
        label=_("NIK yang datang tanpa undangan"), max_length=40, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="datang_%s")

    def clean_nik(self) -> str:
        return "".join(sign for sign in self.cleaned_data["nik"] if sign.isdigit())


class OwnerForm(CounterForm):
    """Whose permit is it: a number, or a member's NIK."""

    licence = forms.ChoiceField(label=_("Jenis izin"), choices=Licence.choices)
    number = forms.CharField(label=_("Nomor izin"), max_length=100, required=False)
    nik = forms.CharField(
        label=_("Atau NIK anggota"), max_length=40, required=False, widget=forms.TextInput(attrs={"inputmode": "numeric"})
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"licence": Licence.NIB.value}, auto_id="cari_%s")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("number") and not said.get("nik"):
            self.add_error("number", _("Tulis nomor izin, atau NIK anggota."))
        said["nik"] = "".join(sign for sign in said.get("nik", "") if sign.isdigit())
        return said


def chosen_people(data: Any) -> list[UUID]:
    """The ticked people of a list."""
    return [found for text in data.getlist("orang")[:300] if (found := parse_id(text)) is not None]
