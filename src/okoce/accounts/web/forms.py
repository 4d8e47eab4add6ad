"""Forms of sign-in and of the administrator."""

from collections.abc import Callable
from typing import Any, cast
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import RegexValidator
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from okoce.accounts.enums import PhoneProblem, Role
from okoce.accounts.models import User
from okoce.accounts.services import NewGrant
from okoce.core.phone_numbers import NotAPhone, normalise
from okoce.places.queries import refs

Choices = list[tuple[str, Any]]


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("Nomor HP"),
        help_text=_("Nomor yang Anda pakai saat mendaftar. Boleh nomor keluarga."),
        error_messages={"required": PhoneProblem.EMPTY.label},
    )

    def clean_phone(self) -> str:
        try:
            return normalise(self.cleaned_data["phone"])
        except NotAPhone as error:
            raise forms.ValidationError(PhoneProblem(error.code).label, code=error.code) from error


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode"),
        max_length=20,
        help_text=_("6 angka dari pesan yang kami kirim."),
        error_messages={"required": _("Ketik 6 angka dari pesan yang kami kirim.")},
    )


class StaffSignInForm(forms.Form):
    username = forms.CharField(label=_("Nama pengguna"), max_length=60, error_messages={"required": _("Isi nama pengguna Anda.")})
    # As long as Django hashes in reasonable time; nobody types more.
    password = forms.CharField(
        label=_("Kata sandi"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": _("Isi kata sandi Anda.")},
    )


class FactorForm(forms.Form):
    code = forms.CharField(
        label=_("Kode dari aplikasi"),
        max_length=20,
        help_text=_("6 angka yang sekarang tampak di aplikasi kode Anda. Hilang? Ketik satu kode cadangan dari kertas Anda."),
        error_messages={"required": _("Ketik kode dari aplikasi Anda, atau satu kode cadangan.")},
    )


class AppCodeForm(forms.Form):
    code = forms.CharField(
        label=_("Kode dari aplikasi"),
        max_length=20,
        help_text=_("6 angka yang sekarang tampak di aplikasi itu."),
        error_messages={"required": _("Ketik 6 angka yang tampak di aplikasi.")},
    )


class PasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi Anda"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        error_messages={"required": _("Isi kata sandi Anda.")},
    )


class PasskeyForm(forms.Form):
    """What the script of the page puts into the form: the browser's answer as JSON."""

    answer = forms.JSONField(
        widget=forms.HiddenInput,
        error_messages={
            "required": _("Tekan tombolnya, lalu ikuti yang diminta perangkat Anda."),
            "invalid": _("Jawaban perangkat Anda tidak terbaca. Muat ulang halaman, lalu coba lagi."),
        },
    )

    def clean_answer(self) -> dict[str, Any]:
        answer = self.cleaned_data["answer"]
        if not isinstance(answer, dict):
            raise forms.ValidationError(self.fields["answer"].error_messages["invalid"])
        return answer


class NewPasskeyForm(PasskeyForm):
    name = forms.CharField(
        label=_("Nama untuk kunci ini"),
        max_length=60,
        help_text=_("Agar Anda mengenalinya nanti, misalnya: HP kantor."),
        error_messages={"required": _("Beri nama, misalnya: HP kantor.")},
    )
    field_order = ["name", "answer"]


class NewPasswordForm(forms.Form):
    password = forms.CharField(
        label=_("Kata sandi baru"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput,
        help_text=_("Paling sedikit 10 huruf atau angka. Beberapa kata yang mudah Anda ingat juga boleh."),
    )
    repeated = forms.CharField(label=_("Ketik sekali lagi"), max_length=200, strip=False, widget=forms.PasswordInput)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password, self.user)
        return password

    def clean(self) -> dict[str, Any]:
        values = super().clean() or self.cleaned_data
        if "password" in values and values.get("repeated") != values["password"]:
            self.add_error("repeated", _("Kedua kata sandi tidak sama. Ketik lagi keduanya."))
        return values


class GrantForm(forms.Form):
    role = forms.ChoiceField(
        label=_("Peran"),
        error_messages={"required": _("Pilih perannya."), "invalid_choice": _("Pilih salah satu peran dari daftar.")},
    )
    place_code = forms.ChoiceField(
        label=_("Wilayah"), required=False, help_text=_("Peran berlaku di wilayah ini dan semua yang di dalamnya.")
    )
    org_id = forms.UUIDField(
        label=_("Lembaga"), required=False, help_text=_("Untuk komunitas, dinas, badan usaha, dan pemberi pinjaman.")
    )
    valid_from = forms.DateField(label=_("Berlaku sejak"), required=False, help_text=_("Kosong: hari ini."))
    valid_to = forms.DateField(label=_("Berlaku sampai"), required=False, help_text=_("Kosong: sampai diakhiri."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        roles = [(role.value, role.label) for role in Role if role is not Role.MEMBER]
        self._choose("role", [("", _("Pilih peran")), *roles])
        self._choose("place_code", [("", _("Seluruh program")), *_places()])
        organisations = _organisations()
        if organisations:
            choices = [("", _("Tidak ada")), *organisations]
            self.fields["org_id"].widget = forms.Select(choices=choices)

    def grant(self) -> NewGrant:
        values = self.cleaned_data
        org_id: UUID | None = values["org_id"]
        return NewGrant(Role(values["role"]), values["place_code"], org_id, values["valid_from"], values["valid_to"])

    def _choose(self, name: str, choices: Choices) -> None:
        cast(forms.ChoiceField, self.fields[name]).choices = choices


class InviteForm(GrantForm):
    full_name = forms.CharField(label=_("Nama lengkap"), max_length=120)
    username = forms.CharField(
        label=_("Nama pengguna"),
        max_length=60,
        help_text=_("Huruf kecil, angka, titik, dan garis; misalnya ratna.sari."),
        validators=[
            RegexValidator(
                r"^[a-z0-9][a-z0-9._-]{2,}$",
                _("Pakai huruf kecil, angka, titik, dan garis, paling sedikit tiga; misalnya ratna.sari."),
            )
        ],
    )
    field_order = ["full_name", "username"]


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Alasan"), max_length=500, error_messages={"required": _("Tulis alasannya; alasan itu tercatat bersama perubahan.")}
    )


def _places() -> Choices:
    """Every place with what it lies in, in the order of the codes."""
    places = sorted(refs().values(), key=lambda place: place.code)
    return [
        (place.code, ", ".join(dict.fromkeys((place.name, place.kecamatan_name, place.city_name))).rstrip(", ")) for place in places
    ]


def _organisations() -> Choices:
    """What the setting names: organisations belong to an app above this one."""
    path: str = settings.OKOCE_ORGANISATION_CHOICES
    if not path:
        return []
    choices: Callable[[], Choices] = import_string(path)
    return list(choices())
