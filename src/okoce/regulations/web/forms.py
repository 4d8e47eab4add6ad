"""Forms of rules: a proposed row, an ending, a review, a reason, the filters of the list."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from okoce.regulations import rules
from okoce.regulations.enums import RuleStatus, Trust
from okoce.regulations.families import Family, all_families
from okoce.regulations.models import RuleChange, RuleRow
from okoce.regulations.rules import Value
from okoce.regulations.services import RowContent
from okoce.regulations.web.value_forms import day_field, said_value, value_fields, value_initial

LONG = forms.Textarea(attrs={"rows": 3})
NEW = ""
SOURCE = ("legal_basis", "article", "source_url", "trust", "verified_on", "review_by")
PERIOD = ("effective_from", "effective_to", "note")


class IntoChange(forms.Form):
    """Into which proposal: a new one with its reason, or a draft of one's own."""

    change = forms.ChoiceField(label=_("Masukkan ke usulan"), required=False)
    reason = forms.CharField(
        label=_("Alasan usulan"),
        max_length=500,
        required=False,
        widget=LONG,
        help_text=_("Apa yang berubah di peraturannya, dan mengapa sekarang. Hanya untuk usulan baru."),
    )

    def take_drafts(self, drafts: Sequence[RuleChange]) -> None:
        """Offer these drafts; without any there is nothing to choose."""
        choices = [(NEW, _("Usulan baru")), *((str(draft.id), draft.reason) for draft in drafts)]
        self.fields["change"].choices = choices  # type: ignore[attr-defined]  # a field of choices
        if not drafts:
            self.fields["change"].widget = forms.HiddenInput()

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if "change" in self.fields and given.get("change") == NEW and not str(given.get("reason") or "").strip():
            self.add_error("reason", _("Tulis alasannya: orang kedua membacanya sebelum menyetujui."))
        return given


class RowForm(IntoChange):
    """One proposed row. Its value's fields are made by the family."""

    code = forms.CharField(label=_("Kode"), max_length=80)
    applies_to = forms.CharField(
        label=_("Berlaku untuk"), max_length=80, required=False, help_text=_("Kosong: untuk semua. Misalnya umk.")
    )
    unit = forms.CharField(label=_("Satuan"), max_length=30)
    legal_basis = forms.CharField(
        label=_("Dasar hukum"), max_length=200, help_text=_("Nama dan nomor peraturannya, misalnya PP 42/2024.")
    )
    article = forms.CharField(
        label=_("Pasal"),
        max_length=120,
        required=False,
        help_text=_("Hanya bila seseorang sudah membaca pasalnya. Kosong: ditulis “pasal belum diperiksa”."),
    )
    source_url = forms.URLField(label=_("Alamat sumber"), max_length=500, required=False, assume_scheme="https")
    trust = forms.ChoiceField(
        label=_("Kepastian"),
        choices=Trust.choices,
        help_text=_("“Belum dipastikan” ditulis begitu juga di halaman warga, tidak pernah sebagai kepastian."),
    )
    verified_on = day_field(_("Sumber dibaca tanggal"), required=False)
    review_by = day_field(_("Periksa ulang sebelum"), help_text=_("Sesudah hari ini ketentuan ditandai perlu diperiksa ulang."))
    effective_from = day_field(_("Berlaku sejak"))
    effective_to = day_field(_("Berlaku sampai"), required=False, help_text=_("Kosong: tanpa batas waktu."))
    note = forms.CharField(label=_("Catatan"), required=False, max_length=1000, widget=LONG)

    def __init__(
        self,
        data: Any = None,
        *,
        family: Family,
        before: RuleRow | None = None,
        drafts: Sequence[RuleChange] | None = None,
        start: date,
    ) -> None:
        value: Value | None = before.value if before is not None else None
        super().__init__(data, initial={**value_initial(family, value), **_initial(before, family, start)})
        self.family, self.before, self.value_before = family, before, value
        self.fields.update(value_fields(family, value))
        if before is not None:
            for name in ("code", "applies_to", "unit"):
                del self.fields[name]
        elif family.units:
            choices = [(unit, unit) for unit in family.units]
            self.fields["unit"] = forms.ChoiceField(label=_("Satuan"), choices=choices)
        if drafts is None:
            del self.fields["change"], self.fields["reason"]
        else:
            self.take_drafts(drafts)

    def content(self) -> RowContent:
        """What the form says; it is valid."""
        said = self.cleaned_data
        known: Mapping[str, Any] = said if self.before is None else vars(self.before)
        return RowContent(
            code=str(known["code"]),
            applies_to=str(known["applies_to"]),
            unit=str(known["unit"]),
            value=said_value(self.family, said, self.value_before),
            **{name: said[name] for name in ("legal_basis", "source_url", "verified_on", "review_by", *PERIOD)},
            article=said["article"] or rules.ARTICLE_UNVERIFIED,
            trust=Trust(said["trust"]),
        )


def _initial(before: RuleRow | None, family: Family, start: date) -> dict[str, Any]:
    if before is None:
        return {"code": family.prefix, "trust": Trust.UNCONFIRMED, "effective_from": start}
    shown = {name: getattr(before, name) for name in (*SOURCE, "note", "effective_to")}
    if shown["article"] == rules.ARTICLE_UNVERIFIED:
        shown["article"] = ""
    own = before.status == RuleStatus.DRAFT and before.created_by is not None
    return {**shown, "effective_from": before.effective_from if own else max(start, before.effective_from)}


class EndForm(IntoChange):
    """A row in force ends without a successor."""

    last_day = day_field(_("Hari terakhir berlaku"))


class ReviewForm(forms.Form):
    """Read again and found unchanged."""

    verified_on = day_field(_("Sumber dibaca tanggal"))
    review_by = day_field(_("Periksa ulang sebelum"), help_text=_("Paling lambat dua tahun sesudah dibaca."))
    note = forms.CharField(
        label=_("Apa yang Anda baca"), max_length=300, widget=LONG, help_text=_("Misalnya: naskah di JDIH, belum ada perubahan.")
    )


class WhyForm(forms.Form):
    """The reason of a proposal."""

    reason = forms.CharField(label=_("Alasan usulan"), max_length=500, widget=LONG)


class ReturnForm(forms.Form):
    """Why a proposal is sent back."""

    reason = forms.CharField(label=_("Apa yang harus diperbaiki"), max_length=300, widget=LONG)


class ListForm(forms.Form):
    """Search and filters of the list; all of them may be empty."""

    cari = forms.CharField(label=_("Cari ketentuan"), required=False, max_length=80)
    kelompok = forms.ChoiceField(label=_("Kelompok"), required=False)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[("", _("berlaku dan rancangan")), *RuleStatus.choices])
    kepastian = forms.ChoiceField(label=_("Kepastian"), required=False, choices=[("", _("semua")), *Trust.choices])
    lewat = forms.BooleanField(label=_("Hanya yang perlu diperiksa ulang"), required=False)

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        named = [(family.slug, family.label) for family in all_families()]
        self.fields["kelompok"].choices = [("", _("semua")), *named]  # type: ignore[attr-defined]  # a field of choices
