"""Asking to open one record outside the scope, and what a supervisor says of it."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.members.enums import EmergencyCause, Verdict
from okoce.portal.desk.forms.fields import ReasonForm


class EmergencyForm(ReasonForm):
    """A whole number, never a name: whoever asks has the person or her paper before her."""

    FIELD_OF: Mapping[str, str] = {"emergency.reason_short": "reason", "emergency.reason_number": "reason"}
    number = forms.CharField(
        label=_("NIK atau nomor resi"),
        max_length=30,
        help_text=_("Lengkap, dari KTP atau resinya. Nama saja tidak cukup."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    cause = forms.ChoiceField(label=_("Sebab"), choices=EmergencyCause.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=160,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Tulis dengan kalimat, tanpa NIK dan nomor HP. Anggota dan atasan Anda membacanya."),
    )


class VerdictForm(ReasonForm):
    """In order, or in question."""

    FIELD_OF: Mapping[str, str] = {"emergency.note_missing": "note"}
    verdict = forms.ChoiceField(label=_("Pendapat Anda"), choices=Verdict.choices, widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Pertanyaan atau catatan"),
        max_length=300,
        required=False,
        help_text=_("Wajib bila Anda mempertanyakannya. Petugas itu membacanya."),
    )
