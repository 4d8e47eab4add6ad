"""Forms of the register and of the centres. What needs the database or a scope is decided by the services."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.accounts.queries import Actor
from okoce.partners.enums import OrganisationKind, OrganisationState, Weekday
from okoce.partners.permissions import STEWARDS
from okoce.partners.queries import Centre, Room, Staff
from okoce.partners.queries.organisations import area_name
from okoce.partners.rules import Hours
from okoce.places import queries as places

HOME = "31"
Choice = tuple[str, Any]


def kecamatan_choices(empty: Any) -> list[Choice]:
    return [("", empty), *places.kecamatan_choices()]


class KecamatanField(forms.ChoiceField):
    """A kecamatan of Jakarta, or none."""

    def __init__(self, *, empty: Any, **kwargs: Any) -> None:
        super().__init__(choices=lambda: kecamatan_choices(empty), required=False, **kwargs)


class RegisterFilter(forms.Form):
    """What narrows the public list."""

    cari = forms.CharField(label=_("Nama atau nomor daftar"), required=False, max_length=60)
    kecamatan = KecamatanField(label=_("Kecamatan"), empty=_("Semua kecamatan"))


class DeskFilter(forms.Form):
    """What narrows the list of staff."""

    cari = forms.CharField(label=_("Nama atau nomor daftar"), required=False, max_length=60)
    keadaan = forms.ChoiceField(required=False, choices=[("", ""), *OrganisationState.choices])


class CheckForm(forms.Form):
    """The name of a person is sent in the body, never in the address: addresses are kept in logs."""

    nomor = forms.CharField(
        label=_("Nomor atau nama di surat atau kartu"),
        help_text=_("Misalnya KOM-7K2M4, KTR-7K2M-94QX, atau nama komunitasnya."),
        max_length=120,
        error_messages={"required": _("Tulis nomor atau nama yang Anda lihat di surat atau kartu.")},
    )
    nama = forms.CharField(
        label=_("Nama orangnya"),
        help_text=_("Nama lengkap seperti di kartunya."),
        max_length=120,
        required=False,
    )
    kecamatan = KecamatanField(label=_("Di kecamatan mana?"), empty=_("Pilih kecamatan"))


def area_choices(actor: Actor, present: Iterable[str] = ()) -> list[Choice]:
    """The places of an actor's scopes and one level below, for ticking; what is ticked already stays on offer."""
    scopes = [scope or HOME for scope in actor.places(*STEWARDS[OrganisationKind.COMMUNITY])]
    codes = set(present)
    for scope in scopes:
        codes |= {code for code in places.refs() if code == scope or code.rpartition(".")[0] == scope}
        if scope == HOME:
            codes |= {code for code in places.refs() if code.startswith(HOME + ".") and len(code) == 8}
    return [(code, area_name(code)) for code in sorted(codes)]


class AreasForm(forms.Form):
    areas = forms.MultipleChoiceField(
        label=_("Wilayah kerja"),
        help_text=_("Satu wilayah sudah mencakup semua tempat di dalamnya."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih sedikitnya satu wilayah.")},
    )

    def __init__(self, *args: Any, actor: Actor, present: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        areas = self.fields["areas"]
        assert isinstance(areas, forms.MultipleChoiceField)
        areas.initial = list(present)
        areas.choices = area_choices(actor, present)


class OrganisationForm(AreasForm):
    kind = forms.ChoiceField(label=_("Jenis"), choices=OrganisationKind.choices)
    name = forms.CharField(label=_("Nama"), max_length=120)
    about = forms.CharField(
        label=_("Kegiatannya, dalam satu atau dua kalimat"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    public_contact = forms.CharField(
        label=_("Kontak untuk umum"),
        help_text=_("Alamat surel atau telepon kantor, bukan nomor pribadi."),
        max_length=120,
        required=False,
    )
    register_number = forms.CharField(
        label=_("Nomor daftar"), help_text=_("Kosongkan agar kami buatkan."), max_length=20, required=False
    )

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, actor=actor, **kwargs)
        kind = self.fields["kind"]
        assert isinstance(kind, forms.ChoiceField)
        kind.choices = [(code, label) for code, label in OrganisationKind.choices if actor.places(*STEWARDS[code])]


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Alasan, yang akan dibaca umum"), max_length=200, widget=forms.Textarea(attrs={"rows": 2}))


class RepresentativeForm(forms.Form):
    name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    function = forms.CharField(label=_("Jabatan atau tugas"), max_length=80)
    valid_from = forms.DateField(label=_("Berlaku mulai"), required=False, help_text=_("Kosong berarti hari ini."))
    valid_to = forms.DateField(label=_("Berlaku sampai"), required=False, help_text=_("Kosong berarti satu tahun."))


class CentreForm(forms.Form):
    address = forms.CharField(
        label=_("Alamat"),
        help_text=_("Jalan, nomor, lantai atau ruang, dan patokan yang mudah dikenali."),
        max_length=200,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    public_contact = forms.CharField(
        label=_("Kontak kantor"),
        help_text=_("Telepon atau surel kantor, bukan nomor pribadi."),
        max_length=120,
        required=False,
    )


class RowForm(forms.Form):
    """A row of a table: its controls have no label of their own beside them, so each says its name to a screen reader."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = field.label


class StaffForm(RowForm):
    name = forms.CharField(label=_("Nama"), max_length=120, required=False)
    function = forms.CharField(label=_("Jabatan atau tugas"), max_length=80, required=False)


class RoomForm(RowForm):
    name = forms.CharField(label=_("Nama ruang"), max_length=80, required=False)
    capacity = forms.IntegerField(label=_("Muat berapa orang"), min_value=1, max_value=5000, required=False)


class HourField(forms.TimeField):
    """A browser's time field shows and sends 08:00 only, whatever the page's language; somebody without one types 08.00."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
        super().__init__(required=False, input_formats=["%H:%M", "%H:%M:%S", "%H.%M"], widget=widget, **kwargs)


class DayForm(forms.Form):
    """One weekday: both times, or neither where the centre is closed."""

    opens_at = HourField(label=_("Buka"))
    closes_at = HourField(label=_("Tutup"))

    def __init__(self, data: Any, *, weekday: int, initial: dict[str, Any]) -> None:
        super().__init__(data, initial=initial, prefix=f"day{weekday}")
        self.weekday = weekday
        for field in self.fields.values():
            field.label = f"{self.label}, {str(field.label).lower()}"
            field.widget.attrs["aria-label"] = field.label

    @property
    def label(self) -> str:
        return str(Weekday(self.weekday).label)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and bool(cleaned.get("opens_at")) != bool(cleaned.get("closes_at")):
            missing = "opens_at" if not cleaned.get("opens_at") else "closes_at"
            self.add_error(missing, _("Isi jam buka dan jam tutup, atau kosongkan keduanya."))
        return cleaned


StaffForms = forms.formset_factory(StaffForm, extra=2, max_num=40)
RoomForms = forms.formset_factory(RoomForm, extra=2, max_num=40)


class CentreForms:
    """The whole of a centre on one page: its own fields, staff, rooms, and seven days. An emptied row is a row taken away."""

    def __init__(self, centre: Centre | None, data: Any = None) -> None:
        card = centre.card if centre else None
        own = {"address": card.address, "public_contact": card.public_contact} if card else {}
        staff = [{"name": item.name, "function": item.function} for item in centre.staff] if centre else []
        rooms = [{"name": item.name, "capacity": item.capacity} for item in centre.rooms] if centre else []
        hours = {item.weekday: item for item in card.hours} if card else {}
        self.own = CentreForm(data, initial=own)
        self.staff = StaffForms(data, initial=staff, prefix="staff")
        self.rooms = RoomForms(data, initial=rooms, prefix="rooms")
        self.days = [_day_form(day, hours.get(day), data) for day in Weekday.values]

    def parts(self) -> list[forms.Form]:
        return [self.own, *self.staff.forms, *self.rooms.forms, *self.days]

    def is_valid(self) -> bool:
        sets = [self.staff.is_valid(), self.rooms.is_valid()]
        return all([*sets, *(part.is_valid() for part in self.parts())])

    def staff_rows(self) -> list[Staff]:
        rows = [form.cleaned_data for form in self.staff.forms]
        return [Staff(row.get("name", ""), row.get("function", "")) for row in rows if any(row.values())]

    def room_rows(self) -> list[Room]:
        rows = [form.cleaned_data for form in self.rooms.forms]
        return [Room(row.get("name", ""), row.get("capacity") or 0) for row in rows if any(row.values())]

    def hour_rows(self) -> list[Hours]:
        return [
            Hours(form.weekday, form.cleaned_data["opens_at"], form.cleaned_data["closes_at"])
            for form in self.days
            if form.cleaned_data.get("opens_at")
        ]


def _day_form(weekday: int, hours: Hours | None, data: Any) -> DayForm:
    initial = {"opens_at": hours.opens_at, "closes_at": hours.closes_at} if hours else {}
    return DayForm(data, initial=initial, weekday=weekday)
