"""Forms of requests and of their answers."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision
from okoce.core.ids import new_id
from okoce.members.enums import Purpose
from okoce.members.services import Corrected
from okoce.privacy.enums import Field, Refusal, RequestKind
from okoce.privacy.web.texts import sentence

REQUIRED = _("Isian ini wajib diisi.")
CHOOSE = _("Pilih salah satu dari daftar.")


class PlainForm(forms.Form):
    """A form that says plainly what is missing, and shows a refusal beside the field it is about (``FIELD_OF``)."""

    FIELD_OF: Mapping[str, str] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages |= {"required": REQUIRED, "invalid_choice": CHOOSE}

    def refuse(self, decision: Decision) -> None:
        for reason in decision.reasons:
            name = self.FIELD_OF.get(reason.code)
            self.add_error(name if name in self.fields else None, sentence(reason))


class AskForm(PlainForm):
    """What she asks; fields that a kind does not need are left out."""

    FIELD_OF = {
        "data.purpose_missing": "purpose",
        "data.field_missing": "about",
        "data.words_missing": "words",
        "data.words_too_long": "words",
    }
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    purpose = forms.ChoiceField(label=_("Izin yang dicabut"), choices=[], widget=forms.RadioSelect)
    about = forms.ChoiceField(label=_("Apa yang salah"), choices=Field.choices, widget=forms.RadioSelect)
    words = forms.CharField(label=_("Alasan Anda"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 4}))
    sure = forms.BooleanField(label=_("Saya mengerti: yang dihapus tidak dapat dikembalikan"))
    identity = forms.BooleanField(label=_("Saya sudah melihat KTP-nya dan orangnya ada di depan saya"))

    def __init__(self, data: Any = None, *, kind: RequestKind, purposes: Mapping[str, object], at_counter: bool = False) -> None:
        super().__init__(data, initial={"form_id": new_id()}, auto_id="minta_%s")
        needed = {
            "purpose": kind == RequestKind.WITHDRAWAL,
            "about": kind == RequestKind.CORRECTION,
            "words": kind in (RequestKind.CORRECTION, RequestKind.ERASURE),
            "sure": kind == RequestKind.ERASURE,
            "identity": at_counter,
        }
        for name, is_needed in needed.items():
            if not is_needed:
                del self.fields[name]
        if kind == RequestKind.WITHDRAWAL:
            field = self.fields["purpose"]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(purpose.value, purpose.label) for purpose in Purpose if purpose in purposes]
        if kind == RequestKind.CORRECTION:
            self.fields["words"].label = _("Yang benar")
            self.fields["words"].required = True
            self.fields["words"].help_text = _("Tulis yang salah dan yang seharusnya. Petugas mungkin meminta bukti, misalnya KTP.")


class CodeForm(PlainForm):
    """The code from her phone."""

    FIELD_OF = {"code_unreadable": "code", "code_wrong": "code", "code_over": "code"}
    code = forms.CharField(label=_("Kode"), max_length=20, help_text=_("6 angka dari pesan yang kami kirim."))


class AnswerForm(PlainForm):
    """What was done; for a correction also what is right now. An empty field leaves a thing as it is."""

    FIELD_OF = {
        "data.answer_missing": "text",
        "name.no_letter": "name",
        "name.too_long": "name",
        "nik.taken": "nik",
        "nik.length": "nik",
        "nik.not_digits": "nik",
        "phone.not_mobile": "phone",
        "business.too_long": "business",
    }
    name = forms.CharField(label=_("Nama yang benar"), required=False, max_length=120)
    nik = forms.CharField(label=_("NIK yang benar"), required=False, max_length=24)
    birth_on = forms.DateField(
        label=_("Tanggal lahir yang benar"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        error_messages={"invalid": _("Tulis tanggal seperti 24/11/1990.")},
    )
    phone = forms.CharField(label=_("Nomor HP yang benar"), required=False, max_length=24)
    business = forms.CharField(label=_("Usaha yang benar"), required=False, max_length=200)
    text = forms.CharField(
        label=_("Jawaban untuk pemohon"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Ia membacanya apa adanya. Katakan apa yang sudah dilakukan dan apa yang terjadi sekarang."),
    )

    SHOWN = {
        Field.NAME: "name",
        Field.NIK: "nik",
        Field.BIRTH: "birth_on",
        Field.PHONE: "phone",
        Field.BUSINESS: "business",
    }

    def __init__(self, data: Any = None, *, about: Field | None) -> None:
        super().__init__(data, auto_id="jawab_%s")
        for name in self.SHOWN.values():
            if about is None or self.SHOWN.get(about) != name:
                del self.fields[name]

    def corrected(self) -> Corrected:
        given = {name: self.cleaned_data.get(name) or None for name in self.SHOWN.values()}
        return Corrected(**given)


class RefuseForm(PlainForm):
    """Why not, by the law's reasons, and what she can do now."""

    FIELD_OF = {"data.answer_missing": "text"}
    reason = forms.ChoiceField(label=_("Alasan menurut hukum"), choices=Refusal.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Langkah berikutnya untuk pemohon"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Katakan apa yang dapat ia lakukan sekarang, misalnya bukti yang perlu dibawa."),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="tolak_%s")


class ReasonForm(PlainForm):
    """Why something closed is opened; the person whose data it is can read it."""

    FIELD_OF = {"data.reason_missing": "reason"}
    reason = forms.CharField(
        label=_("Untuk apa dibuka"), max_length=200, help_text=_("Tulis dengan kalimat. Pembukaan dan alasannya tercatat.")
    )


class NumberForm(PlainForm):
    """A number as it stands on paper or in a message."""

    nomor = forms.CharField(label=_("Nomor bukti"), max_length=20, help_text=_("Misalnya ABC-123-XYZ."))
