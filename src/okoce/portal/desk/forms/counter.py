"""Registration at the counter: the card is in hand, so what the NIK says is held against what is typed."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.accounts.queries import EVERYWHERE, Actor
from okoce.core.decisions import NotAllowed, Reason
from okoce.core.ids import new_id
from okoce.members.enums import EntryStatus, Purpose
from okoce.members.queries import nik_warnings, read_nik
from okoce.partners.queries import community_choices
from okoce.places.queries import kelurahan_choices, province_choices
from okoce.portal.desk.forms.fields import DayField, ReasonForm
from okoce.portal.desk.scope import OFFICERS
from okoce.portal.desk.texts import sentence
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.services import Submission


class CounterForm(ReasonForm):
    """What is asked at the counter, in the order of the card."""

    FIELD_OF = {
        "nik.not_digits": "nik",
        "nik.length": "nik",
        "name.no_letter": "name",
        "name.too_long": "name",
        "phone.not_mobile": "phone",
        "place.unknown": "place_code",
        "business.missing": "business",
        "business.too_long": "business",
        "consent.programme_missing": "consents",
    }
    id = forms.UUIDField(widget=forms.HiddenInput)
    nik = forms.CharField(
        label=_("NIK"),
        max_length=40,
        help_text=_("16 angka di KTP. Spasi dan titik boleh."),
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    name = forms.CharField(label=_("Nama lengkap"), max_length=160, help_text=_("Seperti di KTP."))
    birth_on = DayField(label=_("Tanggal lahir"), required=False)
    place_code = forms.ChoiceField(label=_("Tinggal di kelurahan"))
    phone = forms.CharField(label=_("Nomor HP"), max_length=40, help_text=_("Boleh nomor keluarga. Kabar dikirim ke sini."))
    business = forms.CharField(label=_("Usaha atau ide usaha"), max_length=200)
    entry_status = forms.ChoiceField(label=_("Keadaan usaha hari ini"), choices=EntryStatus.choices, widget=forms.RadioSelect)
    community_id = forms.ChoiceField(label=_("Komunitas yang dipilih"), required=False)
    referral = forms.ChoiceField(label=_("Tahu dari mana"), choices=Referral.choices, initial=Referral.OFFICER)
    consents = forms.MultipleChoiceField(
        label=_("Ia mengizinkan kami untuk"),
        choices=Purpose.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Bacakan satu per satu, centang yang ia setujui. Yang pertama harus ada."),
    )
    checked = forms.BooleanField(label=_("KTP sudah saya cocokkan, isian ini benar"), required=False)

    def __init__(self, data: Any = None, *, actor: Actor) -> None:
        super().__init__(data, initial={"id": new_id(), "referral": Referral.OFFICER})
        self.fields["consents"].error_messages["required"] = sentence(Reason("consent.programme_missing"))
        self._choices("place_code", place_choices(actor))
        self._choices("community_id", community_options(self._typed("place_code"), actor))

    def _choices(self, name: str, choices: list[Any]) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = choices

    def _typed(self, name: str) -> str:
        return str(self.data.get(name, "")) if self.is_bound else ""

    def clean_nik(self) -> str:
        """The sixteen digits, however they were typed."""
        try:
            return read_nik(self.cleaned_data["nik"]).number
        except NotAllowed as refused:
            raise forms.ValidationError([sentence(reason) for reason in refused.decision.reasons]) from None

    def warnings(self) -> tuple[str, ...]:
        """What the NIK says otherwise than the form; the form is valid."""
        found = nik_warnings(
            read_nik(self.cleaned_data["nik"]), domicile=self.cleaned_data["place_code"], birth_on=self.cleaned_data["birth_on"]
        )
        return tuple(sentence(reason) for reason in found)

    def submission(self) -> Submission:
        """What the service takes; the form is valid."""
        cleaned = self.cleaned_data
        return Submission(
            id=cleaned["id"],
            name=cleaned["name"],
            nik=cleaned["nik"],
            phone=cleaned["phone"],
            place_code=cleaned["place_code"],
            business=cleaned["business"],
            entry_status=EntryStatus(cleaned["entry_status"]),
            referral=Referral(cleaned["referral"]),
            consents=frozenset(cleaned["consents"]),
            community_id=UUID(cleaned["community_id"]) if cleaned["community_id"] else None,
            birth_on=cleaned["birth_on"],
        )


class TransferForm(ReasonForm):
    """The card again, as proof that she stands here, and where she lives now."""

    FIELD_OF = {"move.other_office": "to_place", "move.same_place": "to_place"}
    nik = forms.CharField(widget=forms.HiddenInput, max_length=40)
    fact_id = forms.UUIDField(widget=forms.HiddenInput)
    to_place = forms.ChoiceField(label=_("Tinggal sekarang di kelurahan"))
    present = forms.BooleanField(
        label=_("Ia berdiri di depan saya dan KTP-nya sudah saya lihat"),
        error_messages={"required": _("Pindah hanya dicatat ketika orangnya datang sendiri.")},
    )

    def __init__(self, data: Any = None, *, actor: Actor, nik: str = "", to_place: str = "") -> None:
        super().__init__(data, initial={"nik": nik, "to_place": to_place, "fact_id": new_id()}, auto_id="pindah_%s")
        field = self.fields["to_place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = place_choices(actor)


class ReturnForm(ReasonForm):
    """Somebody who left comes back."""

    nik = forms.CharField(widget=forms.HiddenInput, max_length=40)
    fact_id = forms.UUIDField(widget=forms.HiddenInput)
    entry_status = forms.ChoiceField(label=_("Keadaan usaha hari ini"), choices=EntryStatus.choices, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, nik: str = "", entry_status: str = "") -> None:
        super().__init__(data, initial={"nik": nik, "entry_status": entry_status, "fact_id": new_id()}, auto_id="kembali_%s")


def place_choices(actor: Actor) -> list[Any]:
    """The officer's own kelurahan first, then all others, then other provinces. No query once read."""
    scopes = [scope for scope in actor.places(*OFFICERS) if scope != EVERYWHERE]
    own = [group for scope in scopes for group in kelurahan_choices(scope[:8])]
    own_kecamatan = {scope[:8] for scope in scopes if len(scope) >= 8}
    rest = [group for group in kelurahan_choices() if not own_kecamatan or group not in own]
    return [("", _("Pilih kelurahan")), *own, *rest, (_("Tinggal di luar Jakarta"), province_choices())]


def community_options(place_code: str, actor: Actor) -> list[Any]:
    """Communities near where she lives; before that is known, near the officer."""
    near = place_code or next((scope for scope in actor.places(*OFFICERS) if len(scope) >= 8), "")
    found = community_choices(near) if near else ()
    return [("", _("Nanti saja")), *((str(item.id), item.name) for item in found)]
