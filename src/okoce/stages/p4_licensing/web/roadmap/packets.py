"""The packet for PTSP and OSS: each form with its lines filled from the record, the roadmap and what she typed once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.core.decisions import Decision
from okoce.members.queries import full_nik
from okoce.places.queries import refs
from okoce.stages.p4_licensing.enums import PacketField
from okoce.stages.p4_licensing.queries.packets import packet_of
from okoce.stages.p4_licensing.rules import Roadmap, build
from okoce.stages.p4_licensing.rules.packets import Form, fields_asked, forms_for, mark
from okoce.stages.p4_licensing.rules.sentences import words_of
from okoce.stages.p4_licensing.services.packets import LONGEST
from okoce.stages.p4_licensing.web.roadmap.cases import Case
from okoce.stages.p4_licensing.web.roadmap.finding import both_versions
from okoce.stages.p4_licensing.web.roadmap.texts import refusal, said

TITLES: Final = {
    "nib": gettext_lazy("Lembar isian OSS untuk NIB"),
    "spp_irt": gettext_lazy("Data produk untuk SPP-IRT"),
    "halal": gettext_lazy("Daftar bahan dan proses untuk sertifikat halal"),
    "sku": gettext_lazy("Surat permohonan SKU ke kelurahan"),
    "umk_letter": gettext_lazy("Surat permohonan rekomendasi UMK untuk merek"),
}
USES: Final = {
    "nib": gettext_lazy("Salin satu per satu ke oss.go.id, atau bawa ke meja PTSP."),
    "spp_irt": gettext_lazy("Satu lembar untuk satu produk. Salin ke OSS, bagian SPP-IRT."),
    "halal": gettext_lazy("Bawa untuk pendamping proses produk halal, atau salin ke ptsp.halal.go.id."),
    "sku": gettext_lazy("Cetak, tanda tangani, dan bawa ke kantor kelurahan dengan KTP dan kartu keluarga."),
    "umk_letter": gettext_lazy("Cetak, tanda tangani, dan bawa ke dinas yang membina UMK di wilayah Anda."),
}
ASKS: Final = {
    "sku": gettext_lazy("Dengan ini saya memohon surat keterangan usaha untuk usaha saya dengan data berikut."),
    "umk_letter": gettext_lazy(
        "Dengan ini saya memohon surat rekomendasi sebagai usaha mikro dan kecil binaan, untuk pendaftaran merek, dengan data "
        "berikut."
    ),
}
TO: Final = {"sku": gettext_lazy("Lurah setempat"), "umk_letter": gettext_lazy("Kepala dinas yang membina UMK")}
LABELS: Final = {
    "name": gettext_lazy("Nama pemilik"),
    "nik": gettext_lazy("NIK"),
    "domicile": gettext_lazy("Kelurahan tempat tinggal"),
    "kbli_2025": gettext_lazy("KBLI 2025"),
    "kbli_2020": gettext_lazy("KBLI 2020"),
    "trade": gettext_lazy("Bidang usaha"),
    "scale": gettext_lazy("Skala usaha"),
    "risk": gettext_lazy("Tingkat risiko"),
}
HELPS: Final = {
    PacketField.STREET: gettext_lazy("Jalan, nomor, RT dan RW, kelurahan, kode pos."),
    PacketField.CAPITAL: gettext_lazy("Tanpa nilai tanah dan bangunan, misalnya Rp3.000.000."),
    PacketField.AREA: gettext_lazy("Dalam meter persegi, misalnya 6."),
    PacketField.STARTED: gettext_lazy("Bulan dan tahun, misalnya Maret 2024."),
    PacketField.COMPOSITION: gettext_lazy("Semua bahan, yang paling banyak di depan."),
    PacketField.SUPPLIERS: gettext_lazy("Satu bahan satu baris: nama bahan, merek, tempat membeli, nomor halal bila ada."),
    PacketField.PROCESS: gettext_lazy("Satu langkah satu baris, dari bahan datang sampai produk jadi."),
    PacketField.SHELF_LIFE: gettext_lazy("Misalnya 3 bulan pada suhu ruang."),
    PacketField.PURPOSE: gettext_lazy("Misalnya: mengajukan KUR di bank."),
}
LONG: Final = frozenset({PacketField.STREET, PacketField.HOME, PacketField.COMPOSITION, PacketField.PROCESS, PacketField.SUPPLIERS})
ENTRIES: Final = {PacketField.EMAIL: "email", PacketField.WORKERS: "count"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a form. ``asked``: she types it, so it can be missing."""

    name: str
    label: str
    value: str
    asked: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form as it is printed. A letter has an office it goes to, and what it asks for."""

    code: str
    title: str
    use: str
    to: str
    asks: str
    lines: tuple[Line, ...]

    @property
    def missing(self) -> int:
        return sum(line.asked and not line.value for line in self.lines)


@dataclass(frozen=True, slots=True)
class Packet:
    """Everything on the packet's page."""

    owner: str
    on: date
    sheets: tuple[Sheet, ...] = field(default_factory=tuple)

    @property
    def missing(self) -> int:
        """How many different fields nobody has filled yet."""
        return len({line.name for sheet in self.sheets for line in sheet.lines if line.asked and not line.value})


def packet(case: Case) -> Packet:
    """The packet of a member; it holds her whole NIK, and is shown to nobody but her and who may open her record."""
    assert case.member is not None, "a visitor has no packet"
    roadmap, typed = build(case.content, case.answers, case.on), packet_of(case.business_id)
    values = {**_known(case, roadmap), **typed}
    return Packet(case.member.name, case.on, tuple(_sheet(form, values) for form in forms_for(roadmap.codes)))


def _known(case: Case, roadmap: Roadmap) -> dict[str, str]:
    assert case.member is not None, "a visitor has no packet"
    classes, found = both_versions(case.answers.kbli), {}
    if classes is not None:
        for version in ("2025", "2020"):
            named = (classes.own,) if classes.own.version == version else classes.others
            found[f"kbli_{version}"] = "; ".join(f"{each.code} {each.title}" for each in named)
    place = refs().get(case.member.domicile)
    return found | {
        "name": case.member.name,
        "nik": full_nik(case.person_id),
        "domicile": place.name if place else "",
        "trade": classes.own.name if classes else case.member.business,
        "scale": said(words_of(case.content, "scale", roadmap.scale)) if roadmap.scale else _("belum dijawab"),
        "risk": said(words_of(case.content, "risk", roadmap.risk)),
    }


def _sheet(form: Form, values: Mapping[str, str]) -> Sheet:
    return Sheet(
        code=form.code,
        title=str(TITLES[form.code]),
        use=str(USES[form.code]),
        to=str(TO[form.code]) if form.letter else "",
        asks=str(ASKS[form.code]) if form.letter else "",
        lines=tuple(Line(name, label_of(name), values.get(name, ""), name in form.asked) for name in form.fields),
    )


def label_of(name: str) -> str:
    label = LABELS.get(name) or PacketField(name).label
    text = str(label)
    return text[:1].upper() + text[1:]


class PacketForm(forms.Form):
    """Every field that the forms of this packet ask for, each once. Beside it stands the mark of what was shown in it."""

    def __init__(self, data: Mapping[str, Any] | None, *, fields: tuple[str, ...], typed: Mapping[str, str]) -> None:
        super().__init__(data, initial=dict(typed), prefix=None)
        self.typed = typed
        for name in fields:
            self.fields[name] = forms.CharField(
                label=label_of(name),
                required=False,
                strip=True,
                help_text=str(HELPS.get(PacketField(name), "")),
                widget=forms.Textarea(attrs={"rows": 3}) if name in LONG else forms.TextInput(),
                max_length=LONGEST,
                error_messages={"max_length": refusal(Decision.no("packet.too_long", longest=LONGEST))},
            )

    def entries(self) -> list[tuple[forms.BoundField, str, str]]:
        """Each field with its keyboard and the mark of what it showed."""
        return [
            (bound, ENTRIES.get(PacketField(bound.name), "text"), self.data.get(f"was_{bound.name}") or mark(self._shown(bound)))
            for bound in self.visible_fields()
        ]

    def _shown(self, bound: forms.BoundField) -> str:
        return self.typed.get(bound.name, "")

    def given(self) -> dict[str, str]:
        return {name: self.cleaned_data[name].replace("\r\n", "\n") for name in self.fields}

    def seen(self) -> dict[str, str]:
        return {name: self.data[f"was_{name}"] for name in self.fields if f"was_{name}" in self.data}

    def refuse(self, decision: Decision) -> None:
        self.add_error(None, refusal(decision))


def packet_form(case: Case, data: Mapping[str, Any] | None = None) -> PacketForm:
    roadmap = build(case.content, case.answers, case.on)
    return PacketForm(data, fields=fields_asked(forms_for(roadmap.codes)), typed=packet_of(case.business_id))
