"""Forms of the editor: what stands above the conditions of an edition, a new draft, a preview, a reason."""

from dataclasses import replace
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.progression.rules import ARTICLE_UNVERIFIED, Edition, is_address, is_code

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
LONG = forms.Textarea(attrs={"rows": 3})
LIST = forms.Textarea(attrs={"rows": 4, "spellcheck": "false"})


class HeadForm(forms.Form):
    """Everything of an edition but its gates."""

    title = forms.CharField(label=_("Judul"), max_length=120)
    title_en = forms.CharField(label=_("Judul dalam bahasa Inggris"), max_length=120)
    explanation = forms.CharField(
        label=_("Penjelasan untuk warga"),
        max_length=500,
        widget=LONG,
        help_text=_("Satu kalimat yang dipahami anggota: apa yang dihitung, dan sejak kapan ia dihitung."),
    )
    explanation_en = forms.CharField(label=_("Penjelasan dalam bahasa Inggris"), max_length=500, widget=LONG)
    legal_source = forms.CharField(
        label=_("Dasar hukum"), max_length=200, help_text=_("Nama dan nomor peraturannya, misalnya Pergub DKI 2/2020.")
    )
    article = forms.CharField(
        label=_("Pasal"),
        max_length=120,
        required=False,
        help_text=_("Hanya bila seseorang sudah membaca pasalnya. Kosongkan bila belum: ditulis “pasal belum diverifikasi”."),
    )
    sources = forms.CharField(
        label=_("Alamat sumber"), widget=LIST, help_text=_("Satu alamat web setiap baris, tempat aturan ini bisa dibaca.")
    )
    notes = forms.CharField(
        label=_("Catatan"),
        widget=LIST,
        required=False,
        help_text=_("Satu catatan setiap baris: apa yang tidak ditulis sumbernya dan Anda putuskan sendiri."),
    )
    valid_from = forms.DateField(label=_("Berlaku sejak"), widget=DAY)
    valid_to = forms.DateField(label=_("Berlaku sampai"), widget=DAY, required=False, help_text=_("Kosong: masih berlaku."))
    order = forms.ChoiceField(
        label=_("Urutan langkah"),
        widget=forms.RadioSelect,
        choices=(
            ("strict", _("Berurutan: satu langkah baru dihitung setelah langkah sebelumnya lulus")),
            ("free", _("Bebas: setiap langkah dihitung kapan saja dikerjakan")),
        ),
    )
    seen = forms.CharField(widget=forms.HiddenInput)

    def clean_sources(self) -> tuple[str, ...]:
        lines = _lines(self.cleaned_data["sources"])
        if not all(is_address(line) for line in lines):
            raise forms.ValidationError(_("Setiap baris adalah satu alamat yang diawali http:// atau https://."))
        return lines

    def clean_notes(self) -> tuple[str, ...]:
        return _lines(self.cleaned_data["notes"])

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        first, last = given.get("valid_from"), given.get("valid_to")
        if first and last and last < first:
            self.add_error("valid_to", _("Hari terakhir lebih awal daripada hari pertama."))
        return given

    def edition(self, of: Edition) -> Edition:
        """The edition with what the form says; the form is valid."""
        said = {name: value for name, value in self.cleaned_data.items() if name != "seen"}
        return replace(of, **{**said, "article": said["article"] or ARTICLE_UNVERIFIED})


def head_values(edition: Edition) -> dict[str, Any]:
    """What the form shows of an edition."""
    names = ("title", "title_en", "explanation", "explanation_en", "legal_source", "valid_from", "valid_to", "order")
    return {
        **{name: getattr(edition, name) for name in names},
        "article": "" if edition.article == ARTICLE_UNVERIFIED else edition.article,
        "sources": "\n".join(edition.sources),
        "notes": "\n".join(edition.notes),
    }


class DraftForm(forms.Form):
    """A new draft: from which version, under which code."""

    copy_of = forms.ChoiceField(label=_("Mulai dari isi aturan"))
    code = forms.CharField(
        label=_("Kode aturan"),
        max_length=40,
        help_text=_("Kode yang sama menjadi versi berikutnya dan menggantikannya. Kode baru berdiri di samping yang lain."),
    )

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], initial: dict[str, Any] | None = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["copy_of"].choices = choices  # type: ignore[attr-defined]  # a field of choices

    def clean_code(self) -> str:
        code = str(self.cleaned_data["code"]).strip().upper()
        if not is_code(code):
            raise forms.ValidationError(_("Pakai huruf besar dan angka dengan tanda hubung, misalnya JAKPRENEUR-2027."))
        return code


class PreviewForm(forms.Form):
    """Beside which edition, and as of which day."""

    against = forms.ChoiceField(label=_("Dibandingkan dengan"))
    as_of = forms.DateField(label=_("Per tanggal"), widget=DAY)

    def __init__(self, data: Any = None, *, choices: list[tuple[str, str]], today: date, against: str = "") -> None:
        super().__init__(data, initial={"as_of": today, "against": against})
        self.fields["against"].choices = choices  # type: ignore[attr-defined]  # a field of choices


class ReasonForm(forms.Form):
    """Why a draft is sent back."""

    reason = forms.CharField(label=_("Apa yang harus diperbaiki"), max_length=300, widget=LONG)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())
