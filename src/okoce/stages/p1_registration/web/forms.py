"""Forms of registration. Every error says what is wrong and what to do; what was typed stays."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from okoce.accounts.enums import PhoneProblem
from okoce.core.decisions import Decision, NotAllowed, Reason
from okoce.core.ids import new_id, parse_id
from okoce.core.phone_numbers import NotAPhone, normalise
from okoce.members.enums import EntryStatus, Purpose
from okoce.members.queries import clean_name, read_nik
from okoce.places.queries import may_be_domicile
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.queries import read_receipt
from okoce.stages.p1_registration.services import ClaimForm as ClaimValues
from okoce.stages.p1_registration.services import Submission
from okoce.stages.p1_registration.web.choices import (
    LongSelect,
    chosen_community,
    community_options,
    is_community_option,
    place_choices,
)
from okoce.stages.p1_registration.web.texts import SENTENCES, sentence

LONGEST_BUSINESS = 200
FIELD_OF = {
    "nik": "nik",
    "phone": "phone",
    "name": "name",
    "place": "place",
    "business": "business",
    "consent": "consents",
    "code_unreadable": "code",
    "code_wrong": "code",
    "code_over": "code",
}
"""Which field a reason belongs to, by the first part of its code; the others belong to the form as a whole."""


class ReasonForm(forms.Form):
    """A form that takes refusals of services as errors beside the field where one is at fault."""

    def refuse(self, decision: Decision) -> None:
        for reason in decision.reasons:
            field = FIELD_OF.get(reason.code.partition(".")[0])
            self.add_error(field if field in self.fields else None, _error(reason))


class PlaceField(forms.ChoiceField):
    """A domicile: looked up instead of searched in the drawn list, which every submission would walk through."""

    def valid_value(self, value: str) -> bool:
        return may_be_domicile(value)


class CommunityField(forms.ChoiceField):
    """A community's register number, "later" or "the nearest"; the options are drawn only for who sees them."""

    def valid_value(self, value: str) -> bool:
        return is_community_option(value)


class PersonForm(ReasonForm):
    """Who somebody is: the part that registration and a claim of misuse share. The server makes the id with the form."""

    form_id = forms.CharField(widget=forms.HiddenInput, required=False)
    name = forms.CharField(
        label=_("Nama lengkap"), help_text=_("Seperti di KTP."), error_messages={"required": SENTENCES["name.no_letter"]}
    )
    nik = forms.CharField(
        label=_("NIK"),
        help_text=_("16 angka di KTP. Kami simpan terkunci dan tidak kami tampilkan."),
        error_messages={"required": _("Tulis NIK Anda: 16 angka di KTP, di baris paling atas.")},
    )
    phone = forms.CharField(
        label=_("Nomor HP"),
        help_text=_("Boleh HP keluarga. Kabar dan kode masuk kami kirim ke nomor ini."),
        error_messages={"required": PhoneProblem.EMPTY.label},
    )
    place = PlaceField(
        label=_("Kelurahan tempat tinggal"),
        help_text=_("Tinggal di luar Jakarta? Pilih provinsinya di akhir daftar."),
        choices=place_choices,
        widget=LongSelect,
        error_messages={"required": SENTENCES["place.unknown"], "invalid_choice": SENTENCES["place.unknown"]},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.id = _form_id(str(self.data.get("form_id", "")))
        self.fields["form_id"].initial = str(self.id)

    def renew(self) -> None:
        """Give the form a new id: sent again, it is another submission."""
        self.id = new_id()
        data = QueryDict(mutable=True)
        data.update(self.data)
        data["form_id"] = str(self.id)
        self.data = data

    def clean_name(self) -> str:
        return str(_checked(clean_name, self.cleaned_data["name"]))

    def clean_nik(self) -> str:
        _checked(read_nik, self.cleaned_data["nik"])
        return str(self.cleaned_data["nik"])

    def clean_phone(self) -> str:
        try:
            return normalise(self.cleaned_data["phone"])
        except NotAPhone as error:
            raise forms.ValidationError(PhoneProblem(error.code).label, code=error.code) from error


class RegistrationForm(PersonForm):
    """The one form of registration."""

    business = forms.CharField(
        label=_("Usaha atau ide usaha Anda"),
        help_text=_("Beberapa kata saja, misalnya “keripik tempe”."),
        max_length=LONGEST_BUSINESS,
        error_messages={
            "required": SENTENCES["business.missing"],
            "max_length": _("Cukup %(limit_value)s huruf; Anda menulis %(show_value)s. Ceritakan selengkapnya nanti."),
        },
    )
    entry_status = forms.ChoiceField(
        label=_("Usaha Anda hari ini"),
        choices=EntryStatus.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih satu: keadaan usaha Anda hari ini. Semua boleh mendaftar.")},
    )
    community = CommunityField(
        label=_("Komunitas pendamping"),
        help_text=_("Kelompok wirausaha yang menemani Anda. Bisa diganti nanti."),
        required=False,
        widget=LongSelect,
        error_messages={"invalid_choice": _("Komunitas ini baru saja berhenti menerima anggota. Pilih yang lain atau nanti saja.")},
    )
    referral = forms.ChoiceField(
        label=_("Tahu program ini dari siapa?"),
        choices=[("", _("Pilih satu")), *Referral.choices],
        widget=LongSelect,
        error_messages={"required": _("Pilih dari siapa Anda tahu program ini. Jawaban apa pun boleh.")},
    )
    consents = forms.MultipleChoiceField(
        label=_("Izin Anda"),
        help_text=_("Yang pertama perlu untuk mendaftar. Yang lain bebas, dan semua bisa dicabut kapan saja."),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": SENTENCES["consent.programme_missing"]},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place = str(self.data.get("place", ""))
        near = place if may_be_domicile(place) else ""
        self._choose("community", lambda: community_options(near))
        self._choose("consents", [(item.value, _consent_label(item)) for item in Purpose])

    def clean_consents(self) -> frozenset[str]:
        given = frozenset(self.cleaned_data["consents"])
        if Purpose.PROGRAMME not in given:
            raise _error(Reason("consent.programme_missing"))
        return given

    def submission(self) -> Submission:
        """The form as P1 takes it; only after it was found valid."""
        values = self.cleaned_data
        return Submission(
            id=self.id,
            name=values["name"],
            nik=values["nik"],
            phone=values["phone"],
            place_code=values["place"],
            business=values["business"],
            entry_status=EntryStatus(values["entry_status"]),
            referral=Referral(values["referral"]),
            consents=values["consents"],
            community_id=chosen_community(values["community"], values["place"], self.id),
        )

    def _choose(self, name: str, choices: list[tuple[str, Any]] | Callable[[], list[tuple[str, Any]]]) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class ClaimForm(PersonForm):
    """ "Somebody used my NIK"."""

    def values(self) -> ClaimValues:
        given = self.cleaned_data
        return ClaimValues(self.id, given["name"], given["nik"], given["phone"], given["place"])


class NumberForm(forms.Form):
    """A receipt number as people read it aloud or copy it from a message."""

    nomor = forms.CharField(
        label=_("Nomor resi"),
        help_text=_("Sembilan huruf dan angka, misalnya 7K2-QX4-PBM."),
        error_messages={"required": _("Tulis nomor resi dari pesan kami. Nomornya hilang? Masuk dengan nomor HP Anda.")},
    )

    def clean_nomor(self) -> str:
        typed = str(self.cleaned_data["nomor"])
        number = read_receipt(typed)
        if not number:
            count = sum(letter.isalnum() for letter in typed)
            raise forms.ValidationError(
                _("Nomor resi terdiri dari 9 huruf dan angka. Anda mengetik %(count)s. Salin dari pesan kami."),
                params={"count": count},
            )
        return number


class CodeForm(ReasonForm):
    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        help_text=_("6 angka dari pesan yang kami kirim."),
        error_messages={"required": SENTENCES["code_unreadable"]},
    )


def _form_id(text: str) -> UUID:
    """The id that came with the form; another one where it is missing or is not of our making, so that nobody is held up."""
    known = parse_id(text)
    return known if known is not None and known.version == 7 else new_id()


def _consent_label(purpose: Purpose) -> str:
    words = {"purpose": purpose.label}
    if purpose is Purpose.PROGRAMME:
        return _("Saya izinkan %(purpose)s (perlu)") % words
    return _("Saya izinkan %(purpose)s") % words


def _checked(rule: Any, text: str) -> Any:
    try:
        return rule(text)
    except NotAllowed as refused:
        raise _error(refused.decision.reasons[0]) from refused


def _error(reason: Reason) -> forms.ValidationError:
    return forms.ValidationError(sentence(reason), code=reason.code)
