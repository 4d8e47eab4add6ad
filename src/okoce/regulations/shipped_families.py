"""The programme's own rules, as `data/rules.toml` ships them: families, names in words, and the pages that read them."""

from __future__ import annotations

from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.regulations.families import Family

FAMILIES: Final = (
    Family(
        "programme.",
        _("Sasaran program"),
        public=True,
        pages=(_("Putaran"), _("Angka untuk umum")),
        names={"programme.target_jobs": _("Sasaran wirausaha baru dalam lima tahun")},
    ),
    Family(
        "evaluation.",
        _("Hitungan putaran"),
        pages=(_("Putaran"),),
        names={"evaluation.target_fortnights": _("Lama jalan menuju sasaran")},
    ),
    Family(
        "community.",
        _("Komunitas"),
        public=True,
        pages=(_("Beranda anggota"), _("Meja komunitas")),
        names={"community.answer_days": _("Waktu komunitas menjawab calon anggota")},
    ),
    Family(
        "worklist.",
        _("Daftar kerja petugas"),
        pages=(_("Meja kecamatan"),),
        names={
            "worklist.no_training_days": _("Belum ikut pelatihan sejak mendaftar"),
            "worklist.no_mentoring_days": _("Belum didampingi sejak pelatihan"),
            "worklist.no_licence_days": _("Belum punya izin sejak didampingi"),
            "worklist.books_stopped_days": _("Berhenti melaporkan pembukuan"),
            "worklist.new_days": _("Dianggap anggota baru"),
        },
    ),
    Family(
        "figures.",
        _("Pemeriksaan angka yang diumumkan"),
        pages=(_("Angka yang pernah diumumkan"),),
        names={"figures.believable_percent": _("Kenaikan yang masih masuk akal")},
    ),
    Family(
        "otp.",
        _("Kode masuk"),
        public=True,
        pages=(_("Masuk dengan nomor HP"),),
        names={"otp.valid_minutes": _("Masa berlaku kode masuk"), "otp.max_attempts": _("Percobaan memasukkan kode")},
    ),
    Family(
        "registration.",
        _("Pendaftaran"),
        public=True,
        pages=(_("Laporan NIK"),),
        names={"registration.claim_answer_days": _("Waktu menjawab laporan “NIK saya dipakai orang”")},
    ),
    Family(
        "privacy.",
        _("Hak atas data pribadi"),
        public=True,
        pages=(_("Data saya"), _("Data pribadi"), _("Angka untuk umum")),
        names={
            "privacy.access_hours": _("Waktu menjawab permintaan salinan data"),
            "privacy.correction_hours": _("Waktu menjawab permintaan perbaikan data"),
            "privacy.withdrawal_hours": _("Waktu menjawab penarikan persetujuan"),
            "privacy.erasure_hours": _("Waktu menjawab permintaan penghapusan"),
            "privacy.breach_notice_hours": _("Waktu memberi tahu bila data bocor"),
            "privacy.due_soon_hours": _("Permintaan ditandai hampir jatuh tempo"),
            "privacy.copy_hours": _("Salinan data bisa diunduh selama"),
            "privacy.small_cell_minimum": _("Jumlah terkecil yang ditampilkan untuk umum"),
        },
    ),
    Family(
        "retention.",
        _("Data yang disimpan karena undang-undang"),
        public=True,
        pages=(_("Data pribadi"),),
        names={"retention.books_years": _("Catatan pembukuan disimpan"), "retention.loans_years": _("Catatan pinjaman disimpan")},
    ),
    Family(
        "imports.",
        _("Lembar kerja"),
        pages=(_("Lembar kerja"),),
        names={"imports.keep_days": _("Berkas yang diunggah disimpan")},
    ),
    Family(
        "emergency.",
        _("Akses darurat"),
        public=True,
        pages=(_("Anggota"),),
        names={
            "emergency.hours": _("Lama akses darurat terbuka"),
            "emergency.roles": _("Peran yang boleh meminta akses darurat"),
            "emergency.reason_length": _("Panjang alasan akses darurat"),
            "emergency.per_day": _("Akses darurat paling banyak sehari"),
        },
    ),
)
