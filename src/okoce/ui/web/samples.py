"""What the gallery shows: invented people and figures, every component in each of its states."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from okoce.ui.components import Bar, Column, FilterWord, NavItem, PathPoint, StageMark, TimelineEntry
from okoce.ui.enums import Direction, NoticeKind, StageState, Tone

AS_OF = date(2018, 1, 22)
DONE, NOW, NOT_YET, NOT_WANTED = StageState.DONE, StageState.NOW, StageState.NOT_YET, StageState.NOT_WANTED


class SampleForm(forms.Form):
    name = forms.CharField(max_length=120)
    nik = forms.CharField(max_length=16)
    phone = forms.CharField()
    starts_on = forms.DateField(required=False)
    state = forms.ChoiceField(widget=forms.RadioSelect)
    kelurahan = forms.ChoiceField()
    idea = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))
    consent = forms.BooleanField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        labels = {
            "name": _("Nama lengkap"),
            "nik": _("NIK"),
            "phone": _("Nomor HP"),
            "starts_on": _("Mulai berjualan"),
            "state": _("Usaha Anda hari ini"),
            "kelurahan": _("Kelurahan"),
            "idea": _("Ceritakan usaha Anda"),
            "consent": _("Saya setuju data ini dipakai untuk mendaftarkan saya."),
        }
        for key, label in labels.items():
            self.fields[key].label = label
        self.fields["nik"].help_text = _("16 angka, ada di KTP Anda.")
        self.fields["phone"].help_text = _("Kami mengirim kode ke nomor ini. Boleh nomor keluarga.")
        self.fields["state"].help_text = _("Pilih satu. Belum punya usaha juga boleh.")
        self.fields["state"].choices = [  # type: ignore[attr-defined]
            ("none", _("Belum ada, baru rencana")),
            ("trading", _("Sudah berjualan")),
            ("licensed", _("Sudah berizin")),
        ]
        self.fields["kelurahan"].choices = [("", _("Pilih kelurahan")), ("1", "Tegal Parang")]  # type: ignore[attr-defined]

    def clean_nik(self) -> str:
        nik = str(self.cleaned_data["nik"])
        if len(nik) != 16:
            raise forms.ValidationError(_("NIK terdiri dari 16 angka. Anda mengetik %(count)d."), params={"count": len(nik)})
        return nik


def refused_form() -> SampleForm:
    form = SampleForm(
        {"name": "Sri Wahyuni", "nik": "317405410682000", "phone": "0812 0000 0001", "kelurahan": "1"},
        auto_id="galat_%s",
    )
    form.add_error(None, _("Tanggal mulai berjualan tidak boleh di masa depan."))
    return form


def stages(states: str) -> list[StageMark]:
    """`states` has one letter a stage: d(one), n(ow), y(et to come), w (not wanted)."""
    names = (
        _("Pendaftaran"), _("Pelatihan"), _("Pendampingan"), _("Perizinan"),
        _("Pemasaran"), _("Pelaporan Keuangan"), _("Permodalan"),
    )  # fmt: skip
    codes = {"d": DONE, "n": NOW, "y": NOT_YET, "w": NOT_WANTED}
    marks = []
    for index, (letter, name) in enumerate(zip(states, names, strict=True)):
        done, now = letter == "d", letter == "n"
        marks.append(
            StageMark(
                code=f"P{index + 1}",
                name=name,
                state=codes[letter],
                on=AS_OF - timedelta(days=30 * (6 - index)) if done else None,
                grade=(_("dikonfirmasi pendamping") if index else _("laporan sendiri")) if done else "",
                note=_("Kurang satu hal: nomor NIB Anda.") if now else "",
                action_label=_("Urus NIB bersama petugas") if now else "",
                action_url="#p4" if now else "",
            )
        )
    return marks


def notices() -> list[dict[str, Any]]:
    """One of each kind; a refusal carries all there is to say, the others less."""
    absent = dict.fromkeys(("reason", "next_step", "when", "action_label", "action_url"), "")
    return [
        absent
        | {
            "kind": NoticeKind.INFO,
            "title": _("Kantor kecamatan tutup pada 1 Juni."),
            "reason": _("Hari libur nasional."),
        },
        absent
        | {
            "kind": NoticeKind.SUCCESS,
            "title": _("Pendaftaran Anda sudah kami terima."),
            "reason": _("Nomor tanda terima: OK-7K2M-94."),
            "next_step": _("Komunitas pilihan Anda akan menjawab."),
            "when": _("paling lambat 5 Desember 2026, lewat SMS."),
        },
        absent
        | {
            "kind": NoticeKind.WARNING,
            "title": _("Tanggal lahir tidak sama dengan NIK."),
            "reason": _("Pendaftaran tetap kami simpan. Petugas akan memeriksa KTP Anda."),
            "next_step": _("Bawa KTP saat datang ke kantor kecamatan."),
        },
        absent
        | {
            "kind": NoticeKind.REFUSAL,
            "title": _("Berkas belum bisa dikirim ke bank."),
            "reason": _("Bank meminta catatan uang satu bulan penuh. Catatan Anda baru 19 hari."),
            "next_step": _("Lanjutkan mencatat sampai 3 Desember 2026."),
            "action_label": _("Buka catatan uang"),
            "action_url": "#catatan",
        },
    ]


def entries() -> list[TimelineEntry]:
    return [
        TimelineEntry(
            on=date(2018, 1, 12),
            title=_("Ikut pelatihan, 4 hari"),
            detail=_("Mengolah makanan, kantor kecamatan Mampang Prapatan."),
            by=_("petugas kecamatan"),
            grade=_("dikonfirmasi"),
            url="#bukti",
            url_label=_("Lihat bukti"),
        ),
        TimelineEntry(
            on=date(2017, 12, 2),
            title=_("Dikunjungi pendamping"),
            by=_("pendamping"),
            corrected_reason=_("kunjungan ini milik orang lain"),
            corrected_on=date(2017, 12, 20),
        ),
        TimelineEntry(on=date(2017, 11, 24), title=_("Terdaftar"), grade=_("laporan sendiri")),
    ]


def path_points(*, behind: bool) -> list[PathPoint]:
    first, points = date(2018, 1, 1), []
    for step in range(13):
        actual = round(18_000 * (step / 6) ** 1.7 if behind else 26_000 * (step / 6) ** 0.9) if step <= 7 else None
        points.append(PathPoint(first + timedelta(days=28 * step), target=3_400 * step, actual=actual))
    return points


def bars() -> list[Bar]:
    return [
        Bar(_("P1 Pendaftaran"), 284_164),
        Bar(_("P2 Pelatihan"), 176_891),
        Bar(_("P4 Perizinan"), 148_374, note=_("lebih banyak dari bulan lalu"), direction=Direction.BETTER),
        Bar(_("P5 Pemasaran"), 44_456, note=_("lebih sedikit dari bulan lalu"), direction=Direction.WORSE, url="#p5"),
        Bar(_("P7 Permodalan"), 6_159),
        Bar(_("Kepulauan Seribu"), None),
    ]


def citizen_values() -> dict[str, Any]:
    return {
        "as_of": AS_OF,
        "form": SampleForm(),
        "refused": refused_form(),
        "beginner": stages("nyyyyyy"),
        "member": stages("dddnyyw"),
        "finished": stages("ddddddd"),
        "free_choice": stages("dwdwnwy"),
        "notices": notices(),
        "entries": entries(),
        "bars": bars(),
        "behind": path_points(behind=True),
        "ahead": path_points(behind=False),
        "tones": Tone,
        "amount": 1_250_000,
        "instant": datetime(2018, 1, 22, 7, 30, tzinfo=UTC),
    }


def desk_values(page: str | None) -> dict[str, Any]:
    people = ("Sri Wahyuni", "Budi Santoso", "Nur Aini", "Dewi Lestari", "Agus Salim", "Rina Marlina", "Joko Susilo")
    states = ("dddnyyw", "dnyyyyy", "ddddnyy", "nyyyyyy", "ddddddd", "dddwnyy", "dwdwnwy")
    rows = [
        {"name": name, "stages": stages(letters), "on": AS_OF - timedelta(days=9 * index), "tone": tone}
        for index, (name, letters, tone) in enumerate(zip(people * 3, states * 3, list(Tone) * 4 + [Tone.DONE], strict=True))
    ]
    return {
        "as_of": AS_OF,
        "page": Paginator(rows, 14).get_page(page),
        "columns": [
            Column(_("Nama"), url="?urut=nama", sorted="ascending"),
            Column(_("Tujuh tahap")),
            Column(_("Terdaftar"), url="?urut=tanggal"),
            Column(_("Omzet bulan ini"), numeric=True),
            Column(_("Keadaan")),
        ],
        "words": [
            FilterWord(_("Kecamatan"), "Mampang Prapatan", "?tanpa=kecamatan"),
            FilterWord(_("Terdaftar"), _("lebih dari 30 hari lalu"), "?tanpa=tanggal"),
            FilterWord(_("Pelatihan"), _("belum"), "?tanpa=pelatihan"),
        ],
        "desk_nav": [
            NavItem(_("Antrean"), "#antrean", current=True),
            NavItem(_("Daftar anggota"), "#anggota"),
            NavItem(_("Daftarkan orang"), "#daftar"),
            NavItem(_("Putaran"), "#putaran"),
        ],
        "desk_user": "Ratna Sari",
        "desk_role": _("Petugas kecamatan"),
        "desk_scope": "Mampang Prapatan",
        "desk_sign_out_url": "#keluar",
        "bars": bars(),
        "behind": path_points(behind=True),
    }
