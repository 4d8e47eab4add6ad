"""Forms of spreadsheets: the file with what it is about, and which column is which."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.imports.enums import Sort
from okoce.imports.queries.fields import fields_of, importable_kinds
from okoce.imports.queries.mapping import Proposal
from okoce.imports.rules.headers import Field
from okoce.imports.services import Columns, Upload
from okoce.stages.p4_licensing.enums import Office

COLUMN = "kolom_"
LONGEST_HEADER = 60


def about_choices() -> list[tuple[str, Any]]:
    """What the rows of a sheet may be about: registrations, or one kind of fact."""
    kinds = ((kind.code, kind.label) for kind in importable_kinds())
    return [
        (Sort.MEMBERS.value, _("Pendaftaran anggota")),
        (Sort.PERMITS.value, _("Daftar izin dari kantor perizinan")),
        *kinds,
    ]


class UploadForm(forms.Form):
    about = forms.ChoiceField(label=gettext_lazy("Isi lembarnya"), choices=about_choices)
    file = forms.FileField(
        label=gettext_lazy("Berkas"),
        help_text=gettext_lazy("XLSX, ODS, atau CSV, paling besar 20 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
        error_messages={
            "required": gettext_lazy("Pilih berkasnya dahulu."),
            "empty": gettext_lazy("Berkas ini kosong. Periksa berkasnya, lalu unggah lagi."),
        },
    )

    source = forms.ChoiceField(
        label=gettext_lazy("Kantor yang membuat daftar izin"),
        required=False,
        choices=[("", gettext_lazy("bukan daftar izin")), *Office.choices],
    )
    as_of = forms.DateField(
        label=gettext_lazy("Daftar izin itu per tanggal"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=gettext_lazy("Hanya untuk daftar izin: hari ketika kantor itu mengambil datanya."),
        error_messages={"invalid": gettext_lazy("Tulis tanggal seperti 24/11/2026.")},
    )

    @property
    def sort(self) -> Sort:
        return sort_of(self.cleaned_data["about"])

    def given(self, name: str, content: bytes) -> Upload:
        said = self.cleaned_data
        if self.sort != Sort.PERMITS:
            return Upload(self.sort, said["about"], name, content)
        return Upload(Sort.PERMITS, "", name, content, as_of=said["as_of"], source=said["source"])


def sort_of(about: str) -> Sort:
    """What rows are about, as the form and the addresses of templates call it; a kind of fact stands for itself."""
    return Sort(about) if about in (Sort.MEMBERS, Sort.PERMITS) else Sort.FACTS


class ColumnsForm(forms.Form):
    """One choice of a column for each field, those that are needed first."""

    sheet = forms.CharField(widget=forms.HiddenInput)
    header_row = forms.IntegerField(widget=forms.HiddenInput)
    consent_attested = forms.BooleanField(
        required=False,
        label=gettext_lazy("Semua orang dalam lembar ini sudah memberi izin tertulis; formulirnya ada di kantor kami"),
        help_text=gettext_lazy("Berlaku untuk baris yang kolom izinnya kosong. Nama Anda dicatat bersama pernyataan ini."),
    )

    def __init__(self, data: Any = None, *, sort: str, kind: str, proposal: Proposal) -> None:
        super().__init__(data, initial={"sheet": proposal.sheet, "header_row": proposal.header_row})
        self.names = fields_of(sort, kind)
        header = proposal.header.cells if proposal.header else ()
        columns = [(str(index), _title(index, str(cell))) for index, cell in enumerate(header)]
        for field in self.names:
            found = proposal.columns.get(field.name)
            self.fields[COLUMN + field.name] = _column_field(field, columns, "" if found is None else str(found))
        if sort != Sort.MEMBERS:
            del self.fields["consent_attested"]

    def columns(self) -> list[forms.BoundField]:
        return [self[COLUMN + field.name] for field in self.names]

    def given(self) -> Columns:
        chosen = self.cleaned_data
        mapping: Mapping[str, int] = {
            field.name: int(chosen[COLUMN + field.name]) for field in self.names if chosen[COLUMN + field.name]
        }
        return Columns(chosen["sheet"], chosen["header_row"], mapping, chosen.get("consent_attested", False))


def _column_field(field: Field, columns: list[tuple[str, str]], found: str) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=field.label,
        required=field.required,
        choices=[("", _("pilih kolomnya") if field.required else _("tidak ada")), *columns],
        initial=found,
        help_text=field.note,
        error_messages={"required": _("Pilih kolomnya: tanpa itu barisnya tidak dapat dicatat.")},
    )


def letter(index: int) -> str:
    """A column as spreadsheets call it: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _title(index: int, header: str) -> str:
    return f"{letter(index)}: {header[:LONGEST_HEADER]}" if header.strip() else letter(index)


class UndoForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        max_length=200,
        help_text=gettext_lazy("Dibaca siapa pun yang melihat riwayatnya. Jangan tulis nama atau nomor orang."),
        error_messages={"required": gettext_lazy("Tulis alasannya: yang membaca riwayat nanti perlu tahu.")},
    )
