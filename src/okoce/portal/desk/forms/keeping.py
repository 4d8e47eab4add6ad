"""Small forms of a record: mentor, leaving, the whole NIK; and the answer to a claim."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from okoce.core.fortnights import jakarta_date
from okoce.core.ids import new_id
from okoce.members.enums import EndReason
from okoce.portal.desk.forms.fields import DayField, ReasonForm
from okoce.stages.p1_registration.enums import ClaimState

LEAVING = (
    EndReason.FINISHED,
    EndReason.FOUND_JOB,
    EndReason.CLOSED_BUSINESS,
    EndReason.MOVED_AWAY,
    EndReason.WITHDREW,
    EndReason.UNREACHABLE,
    EndReason.DIED,
    EndReason.DUPLICATE,
)
"""A misused identity ends an enrolment through its claim only."""


class MentorForm(ReasonForm):
    """Who accompanies her from now on."""

    mentor_id = forms.ChoiceField(label=_("Pendamping"))

    def __init__(self, data: Any = None, *, mentors: Sequence[tuple[str, str]], current: str = "") -> None:
        super().__init__(data, initial={"mentor_id": current})
        field = self.fields["mentor_id"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Pilih pendamping")), *mentors]


class LeaveForm(ReasonForm):
    """She leaves the programme."""

    FIELD_OF = {"fact.in_future": "ended_on", "enrolment.ends_before_it_begins": "ended_on"}
    fact_id = forms.UUIDField(widget=forms.HiddenInput)
    reason = forms.ChoiceField(label=_("Alasan"), choices=[(code.value, code.label) for code in LEAVING], widget=forms.RadioSelect)
    ended_on = DayField(label=_("Keluar pada tanggal"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, initial={"fact_id": new_id(), "ended_on": jakarta_date(timezone.now())})


class NikForm(ReasonForm):
    """Why the whole NIK is needed; she will read it."""

    reason = forms.CharField(
        label=_("Untuk apa NIK lengkap diperlukan"),
        max_length=200,
        min_length=10,
        help_text=_("Tulis dengan kalimat. Anggota dapat membaca alasan ini."),
        error_messages={"min_length": _("Tulis alasannya dengan kalimat, misalnya “mengisi NIB bersama anggota”.")},
    )


class ClaimForm(ReasonForm):
    """The answer to somebody who says that her NIK was used; sent only after the consequences were read."""

    FIELD_OF = {"claim.answer_missing": "answer"}
    state = forms.ChoiceField(
        label=_("Hasil pemeriksaan"),
        choices=[
            (ClaimState.UPHELD.value, _("Benar: orang lain memakai NIK pelapor")),
            (ClaimState.REJECTED.value, _("Tidak terbukti: pendaftaran memang milik pelapor")),
        ],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(
        label=_("Jawaban untuk pelapor"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Dikirim ke HP pelapor apa adanya. Katakan apa yang ditemukan dan apa yang terjadi sekarang."),
    )
