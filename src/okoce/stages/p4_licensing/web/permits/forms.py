"""Forms of permits and applications."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Decision, NotAllowed, Reason
from okoce.core.ids import new_id
from okoce.stages.p4_licensing.enums import Licence, NoLicence, Office, Outcome, Refutation, Source
from okoce.stages.p4_licensing.queries.permits import PermitLine
from okoce.stages.p4_licensing.rules.files import Picture, cleaned
from okoce.stages.p4_licensing.rules.projecting import REFUTED_BY
from okoce.stages.p4_licensing.web.permits.texts import sentence
from okoce.ui.formats import date_long
from okoce.ui.presentation import language, today

REQUIRED = _("Isian ini wajib diisi.")
CHOOSE = _("Pilih salah satu dari daftar.")
DAY = _("Tulis tanggal seperti 24/11/2026.")
NOT_ISSUED = (Outcome.REFUSED, Outcome.WITHDRAWN)


class DayField(forms.DateField):
    """A day, from a date picker or typed the Indonesian way."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"], **kwargs)


class PlainForm(forms.Form):
    """A form that says plainly what is missing, and shows a refusal beside the field it is about (``FIELD_OF``). ``own``: the
    member herself fills it."""

    FIELD_OF: Mapping[str, str] = {}

    def __init__(self, *args: Any, own: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.own = own
        for field in self.fields.values():
            field.error_messages |= {"required": REQUIRED, "invalid_choice": CHOOSE}
            if isinstance(field, forms.DateField):
                field.error_messages["invalid"] = DAY

    def refuse(self, decision: Decision) -> None:
        for reason in decision.reasons:
            name = self.field_of(reason)
            self.add_error(name if name in self.fields else None, sentence(reason, own=self.own))

    def field_of(self, reason: Reason) -> str | None:
        known = self.FIELD_OF.get(reason.code)
        return known or ("file" if reason.code.startswith("file.") else None)

    def entries(self) -> Iterable[tuple[forms.BoundField, str]]:
        """The visible fields, each with the kind of keyboard it wants."""
        return [(bound, "date" if isinstance(bound.field, forms.DateField) else "text") for bound in self.visible_fields()]


def file_field(*, required: bool) -> forms.FileField:
    return forms.FileField(
        label=_("Foto atau PDF suratnya"),
        required=required,
        help_text=_("JPEG, PNG, atau PDF, paling besar 2 MB. Kami menyimpannya terkunci dan membuang data tempat dari foto."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        error_messages={"empty": _("Berkas ini kosong. Pilih foto atau PDF suratnya.")},
    )


class FileForm(PlainForm):
    """A photo or PDF of a permit that is known."""

    file = file_field(required=True)

    def picture(self) -> Picture | None:
        """The file as it is kept; None with the refusal on the form."""
        given = self.cleaned_data.get("file")
        if not isinstance(given, UploadedFile):
            return None
        try:
            return cleaned(given.read())
        except NotAllowed as refused:
            self.refuse(refused.decision)
            return None


class ReportForm(FileForm):
    """A permit as it stands on its paper."""

    FIELD_OF = {
        "permit.number_missing": "number",
        "permit.number_too_long": "number",
        "permit.number_without_digit": "number",
        "permit.nib_not_digits": "number",
        "permit.nib_length": "number",
        "permit.pirt_not_digits": "number",
        "permit.pirt_length": "number",
        "permit.ends_before_it_begins": "valid_until",
        "permit.renews_unknown": "renews",
        "permit.number_elsewhere": "despite_doubt",
        "permit.not_yours_to_confirm": "seen",
        "fact.in_future": "issued_on",
    }
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    licence = forms.ChoiceField(label=_("Jenis izin"), choices=[("", _("Pilih")), *Licence.choices])
    number = forms.CharField(
        label=_("Nomor"),
        max_length=100,
        help_text=_("NIB berisi 13 angka, P-IRT berisi 15 angka. Spasi dan tanda hubung boleh."),
    )
    issued_on = DayField(label=_("Tanggal terbit"))
    valid_until = DayField(label=_("Berlaku sampai"), required=False, help_text=_("Kosongkan bila suratnya tidak menyebut batas."))
    renews = forms.ChoiceField(label=_("Menggantikan izin lama"), required=False)
    file = file_field(required=False)
    seen = forms.ChoiceField(
        label=_("Sudah Anda cocokkan?"),
        required=False,
        choices=[
            ("", _("belum, catat sebagai laporannya")),
            (Source.PAPER.value, _("ya, suratnya ada di depan saya")),
            (Source.SITE.value, _("ya, nomornya ada di situs resmi")),
        ],
        widget=forms.RadioSelect,
    )
    despite_doubt = forms.BooleanField(label=_("Saya sudah melihat nama di suratnya: izin ini milik orang ini"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, own: bool, known: Iterable[PermitLine], **initial: Any) -> None:
        first = {"form_id": new_id(), "seen": "" if own else Source.PAPER.value, **initial}
        super().__init__(data, files, own=own, initial=first, auto_id="izin_%s")
        old = [(str(line.id), _words_of(line)) for line in known if line.valid_until is not None and not line.is_renewed]
        field = self.fields["renews"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("tidak menggantikan")), *old]
        if not old:
            del self.fields["renews"]
        if own:
            del self.fields["seen"]
        if own or not self.is_bound:  # asked only once somebody else turned out to have the number
            del self.fields["despite_doubt"]
        self.order_fields(["form_id", "licence", "number", "issued_on", "valid_until", "renews", "file", "seen", "despite_doubt"])

    def is_asked(self) -> bool:
        """Whether the statement about a number that somebody else has is shown."""
        return "despite_doubt" in self.errors or bool(self.data.get("despite_doubt"))

    def entries(self) -> Iterable[tuple[forms.BoundField, str]]:
        return [item for item in super().entries() if item[0].name != "despite_doubt" or self.is_asked()]


def _words_of(line: PermitLine) -> str:
    until = date_long(line.valid_until, language()) if line.valid_until else ""
    return str(_("%(licence)s %(number)s, sampai %(until)s")) % {
        "licence": line.licence.label,
        "number": line.masked,
        "until": until,
    }


class SubmissionForm(PlainForm):
    """An application at an office."""

    FIELD_OF = {"fact.in_future": "submitted_on"}
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    licence = forms.ChoiceField(label=_("Izin yang diajukan"), choices=[("", _("Pilih")), *Licence.choices])
    office = forms.ChoiceField(label=_("Diajukan lewat"), choices=[("", _("Pilih")), *Office.choices])
    submitted_on = DayField(label=_("Tanggal pengajuan"))
    number = forms.CharField(label=_("Nomor permohonan"), required=False, max_length=60)

    def __init__(self, data: Any = None, *, own: bool, **initial: Any) -> None:
        super().__init__(data, own=own, initial={"form_id": new_id(), "submitted_on": today(), **initial}, auto_id="ajukan_%s")


class EndForm(PlainForm):
    """How an application ended without a permit."""

    FIELD_OF = {"fact.in_future": "on", "application.ends_before": "on"}
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    outcome = forms.ChoiceField(
        label=_("Bagaimana akhirnya"),
        choices=[(code.value, code.label) for code in NOT_ISSUED],
        widget=forms.RadioSelect,
    )
    reason = forms.ChoiceField(label=_("Sebabnya"), choices=[("", _("Pilih")), *NoLicence.choices])
    on = DayField(label=_("Tanggalnya"))
    note = forms.CharField(label=_("Catatan"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, own: bool) -> None:
        super().__init__(data, own=own, initial={"form_id": new_id(), "on": today()}, auto_id="akhir_%s")


class DeclineForm(PlainForm):
    """She does not want a permit, or cannot get it."""

    FIELD_OF = {"fact.in_future": "on"}
    form_id = forms.UUIDField(widget=forms.HiddenInput)
    licence = forms.ChoiceField(label=_("Izin yang belum diurus"), choices=[("", _("Pilih")), *Licence.choices])
    reason = forms.ChoiceField(
        label=_("Apa yang menghalangi?"),
        choices=[item for item in NoLicence.choices if item[0] != NoLicence.WITHDRAWN],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Ceritakan sedikit"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, own: bool, **initial: Any) -> None:
        super().__init__(data, own=own, initial={"form_id": new_id(), **initial}, auto_id="belum_%s")


class RefuteForm(PlainForm):
    """Why a permit could not be confirmed; its holder reads the reason."""

    FIELD_OF = {"permit.reason_missing": "reason"}
    reason = forms.ChoiceField(
        label=_("Mengapa tidak dapat dikonfirmasi"),
        choices=[(code.value, code.label) for code in Refutation if code in REFUTED_BY],
        widget=forms.RadioSelect,
    )
    note = forms.CharField(label=_("Catatan"), required=False, max_length=200, help_text=_("Tersimpan terkunci di riwayatnya."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="tolak_%s")


class EndingFilter(forms.Form):
    """Which permits that end are listed."""

    hari = forms.TypedChoiceField(
        label=_("Berakhir dalam"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[(7, _("7 hari")), (30, _("30 hari")), (90, _("90 hari")), (180, _("180 hari")), (365, _("setahun"))],
    )
    jenis = forms.ChoiceField(label=_("Jenis izin"), required=False, choices=[("", _("semua")), *Licence.choices])
    wilayah = forms.ChoiceField(label=_("Wilayah"), required=False)

    def __init__(self, data: Any, *, places: Iterable[tuple[str, str]]) -> None:
        super().__init__(data, initial={"hari": 90}, auto_id="saring_%s")
        field = self.fields["wilayah"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("semua")), *places]

    def chosen(self) -> tuple[int, str, str]:
        """Days, kind of permit and place; what cannot be read is as if it were not chosen."""
        self.is_valid()
        found = self.cleaned_data
        return int(found.get("hari") or 90), found.get("jenis", ""), found.get("wilayah", "")
