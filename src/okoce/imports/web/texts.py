"""Sentences for the reasons that rows and files get: what is wrong with the cell, and what to do about it."""

import re
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from okoce.core.decisions import Decision, Reason
from okoce.imports.enums import ImportState
from okoce.imports.queries.judging_members import place_words
from okoce.imports.web.event_texts import EVENTS

FILES: Final = {
    "file.empty": gettext_lazy("Berkas ini kosong. Periksa berkasnya, lalu unggah lagi."),
    "file.too_large": gettext_lazy("Berkas ini lebih dari %(most)s MB. Bagi menjadi beberapa berkas, lalu unggah satu per satu."),
    "file.old_excel": gettext_lazy(
        "Berkas ini format Excel lama (XLS) atau dikunci kata sandi. Buka di Excel, simpan sebagai XLSX tanpa kata sandi, lalu"
        " unggah."
    ),
    "file.packed_too_tightly": gettext_lazy("Isi berkas ini terlalu besar. Simpan hanya lembar yang perlu, lalu unggah lagi."),
    "file.damaged": gettext_lazy("Berkas ini rusak. Buka di Excel atau LibreOffice, simpan sebagai berkas baru, lalu unggah lagi."),
    "file.unknown": gettext_lazy("Ini bukan lembar kerja yang kami kenal. Simpan sebagai XLSX, ODS, atau CSV, lalu unggah lagi."),
    "file.missing": gettext_lazy("Pilih berkasnya dahulu."),
    "sheet.empty": gettext_lazy("Tidak ada lembar yang berisi. Periksa berkasnya, lalu unggah lagi."),
    "sheet.unknown": gettext_lazy("Lembar “%(sheet)s” tidak ada dalam berkas. Pilih lembar lain."),
    "sheet.no_rows": gettext_lazy("Di bawah judul kolom tidak ada baris. Pilih lembar atau baris judul yang lain."),
    "sheet.too_many_rows": gettext_lazy("Lembar ini lebih dari %(most)s baris. Bagi menjadi beberapa berkas."),
    "header.unknown": gettext_lazy("Baris %(row)s tidak ada di awal lembar. Pilih baris judul dari daftar."),
    "columns.unknown": gettext_lazy("Pilihan kolom ini tidak ada dalam lembar. Muat ulang halaman, lalu pilih lagi."),
    "columns.missing": gettext_lazy("Kolom yang wajib belum dipilih: %(fields)s. Pilih kolomnya di bawah."),
    "columns.twice": gettext_lazy("Satu kolom dipilih untuk dua isian. Ubah salah satunya."),
    "columns.no_person": gettext_lazy("Pilih kolom NIK atau nomor anggota: tanpa itu kami tidak tahu kegiatan ini milik siapa."),
    "import.officers_only": gettext_lazy(
        "Lembar kerja hanya untuk petugas kelurahan, kecamatan, atau kota. Mintalah bantuan petugas."
    ),
    "import.other_office": gettext_lazy("Berkas ini diunggah kantor lain. Hubungi kantor itu."),
    "import.unknown": gettext_lazy("Berkas ini tidak ada. Buka lagi daftar lembar kerja."),
    "import.wrong_state": gettext_lazy("Berkas ini %(state)s, jadi langkah itu belum atau tidak lagi bisa. Muat ulang halaman."),
    "import.file_gone": gettext_lazy("Berkasnya sudah dihapus karena masa simpannya lewat. Unggah lagi."),
    "import.nothing_taken": gettext_lazy("Belum ada baris yang diterima. Terima dahulu baris yang benar, lalu simpan."),
    "import.nothing_stored": gettext_lazy("Belum ada baris yang disimpan, jadi tidak ada yang dibatalkan."),
    "import.stopped": gettext_lazy(
        "Pekerjaan berhenti karena gangguan di sistem. Yang sudah disimpan tetap tersimpan. Coba lagi; bila berulang, hubungi"
        " pengelola."
    ),
    "list.day_missing": gettext_lazy("Pilih kantor yang membuat daftar izin ini dan tanggal datanya diambil."),
    "list.day_in_future": gettext_lazy("Tanggal ini belum tiba. Periksa tahunnya."),
    "list.officers_only": gettext_lazy(
        "Lembar kerja hanya untuk petugas kelurahan, kecamatan, atau kota. Mintalah bantuan petugas."
    ),
    "undo.reason_missing": gettext_lazy("Tulis alasannya: yang membaca riwayat nanti perlu tahu."),
    "fact.not_by_officer": gettext_lazy("Kegiatan ini tidak dicatat lewat lembar kerja. Pilih kegiatan lain."),
    "fact.unknown_kind": gettext_lazy("Pilih isi lembar dari daftar."),
}
CELLS: Final = {
    "cell.formula_fault": gettext_lazy("Rumusnya gagal (%(fault)s). Ganti rumus dengan nilainya."),
    "cell.missing": gettext_lazy("Sel ini kosong, padahal wajib. Isi, lalu unggah lagi."),
    "detail.missing": gettext_lazy("Sel ini kosong. Tanpa bukti, catatan tidak dapat diperiksa: isi nomornya."),
    "nik.missing": gettext_lazy("NIK kosong. Isi 16 angka dari KTP."),
    "nik.as_number": gettext_lazy(
        "NIK tersimpan sebagai angka, dan Excel sudah mengganti angka terakhirnya dengan 0. Ubah kolomnya menjadi Teks,"
        " lalu ketik ulang "
        "NIK dari KTP."
    ),
    "nik.scientific": gettext_lazy(
        "Ini bentuk singkat angka (seperti 3,17E+15), bukan NIK. Ubah kolomnya menjadi Teks, lalu ketik ulang NIK dari KTP."
    ),
    "nik.not_digits": gettext_lazy("NIK hanya berisi angka, 16 buah. Salin dari KTP."),
    "nik.length": gettext_lazy("NIK terdiri dari 16 angka, di sini ada %(given)s. Salin dari KTP."),
    "nik.birth_date_impossible": gettext_lazy("Tanggal lahir di dalam NIK tidak ada di kalender. Cocokkan dengan KTP."),
    "nik.birth_date_differs": gettext_lazy("Tanggal lahir tidak sama dengan yang di dalam NIK. Cocokkan dengan KTP."),
    "nik.region_differs": gettext_lazy(
        "NIK dibuat di wilayah lain daripada tempat tinggal. Wajar bila pernah pindah; bila tidak, cocokkan."
    ),
    "date.short_year": gettext_lazy("Tahunnya hanya dua angka. Tulis lengkap, misalnya 31/12/2025."),
    "date.month_first": gettext_lazy("Bulan ditulis di depan. Tulis hari dahulu, misalnya 31/12/2025."),
    "date.impossible": gettext_lazy("Tanggal ini tidak ada di kalender. Periksa, lalu tulis seperti 31/12/2025."),
    "date.unreadable": gettext_lazy("Ini bukan tanggal. Tulis seperti 31/12/2025."),
    "date.in_future": gettext_lazy("Tanggal ini belum tiba. Periksa tahunnya."),
    "fact.in_future": gettext_lazy("Tanggal ini belum tiba. Periksa tahunnya."),
    "date.before_programme": gettext_lazy("Tanggal ini sebelum %(year)s, ketika program belum ada. Periksa tahunnya."),
    "date.before_registration": gettext_lazy("Tanggal ini sebelum ia terdaftar. Benar hanya bila ia ikut kegiatan lebih dahulu."),
    "date.sunday": gettext_lazy("Tanggal ini hari Minggu, ketika kantor tutup. Periksa tanggalnya."),
    "date.order": gettext_lazy("Masa berlakunya berakhir sebelum terbit. Periksa kedua tanggal."),
    "date.month_ahead": gettext_lazy("Bulan laporannya sesudah tanggal kegiatan. Periksa keduanya."),
    "number.fraction": gettext_lazy("Ini pecahan. Tulis angka bulat."),
    "number.ambiguous": gettext_lazy("Koma di sini bisa berarti ribuan atau pecahan. Tulis ribuan dengan titik, misalnya 1.500."),
    "number.too_large": gettext_lazy("Angka ini terlalu besar. Periksa angka nolnya."),
    "number.too_small": gettext_lazy("Angkanya paling kecil %(minimum)s."),
    "number.unreadable": gettext_lazy("Ini bukan angka. Tulis angka saja, tanpa satuan."),
    "rupiah.fraction": gettext_lazy("Rupiah ditulis bulat, tanpa sen. Tulis misalnya 2.000."),
    "yes.unreadable": gettext_lazy("Tulis ya atau tidak."),
    "choice.unknown": gettext_lazy(
        "Isi ini tidak ada dalam daftar pilihan. Pakai salah satu kata dari lembar penjelasan di templat."
    ),
    "text.too_long": gettext_lazy("Paling panjang %(longest)s huruf. Singkat isinya."),
    "member.unreadable": gettext_lazy("Ini bukan nomor anggota. Salin dari unduhan daftar anggota, atau isi NIK saja."),
    "member.other_nik": gettext_lazy("Nomor anggota dan NIK menunjuk dua orang. Periksa, lalu sisakan yang benar."),
    "member.elsewhere": gettext_lazy(
        "Ia sudah terdaftar di wilayah lain. Bila ia pindah, catat pindahnya di loket bersama orangnya."
    ),
    "member.left": gettext_lazy("Ia pernah terdaftar dan sudah keluar. Daftarkan kembali di loket."),
    "member.lives_elsewhere": gettext_lazy("Ia sudah terdaftar dan tinggal di %(place)s. Bila pindah, catat pindahnya di loket."),
    "member.other_name": gettext_lazy("Ia sudah terdaftar dengan nama lain. Cocokkan dengan KTP; catatannya tidak kami ubah."),
    "phone.unreadable": gettext_lazy("Nomor HP hanya berisi angka, misalnya 081234567890."),
    "phone.too_short": gettext_lazy("Nomor HP ini kurang angkanya. Periksa lagi."),
    "phone.too_long": gettext_lazy("Nomor HP ini kelebihan angka. Tulis satu nomor saja."),
    "phone.foreign": gettext_lazy("Kami hanya bisa mengirim pesan ke nomor HP Indonesia, diawali 08 atau +62."),
    "phone.not_mobile": gettext_lazy("Ini bukan nomor HP, jadi tidak bisa menerima pesan. Tulis nomor yang diawali 08."),
    "phone.empty": gettext_lazy("Sel ini kosong, padahal wajib. Isi, lalu unggah lagi."),
    "name.no_letter": gettext_lazy("Tulis namanya dengan huruf, seperti di KTP."),
    "name.too_long": gettext_lazy("Nama paling panjang %(longest)s huruf. Singkat nama tengahnya."),
    "name.differs": gettext_lazy("Namanya lain daripada nama pemilik NIK. Periksa apakah barisnya tertukar."),
    "place.unknown": gettext_lazy("Kelurahan ini tidak ada dalam daftar. Periksa ejaannya, atau pakai kodenya."),
    "place.ambiguous": gettext_lazy("Ada beberapa kelurahan dengan nama ini. Tambahkan kolom kecamatan, atau pakai kodenya."),
    "place.outside_scope": gettext_lazy(
        "%(place)s di luar wilayah Anda. Kirim baris ini ke kantor di sana, atau daftarkan di loket."
    ),
    "community.unknown": gettext_lazy(
        "Komunitas ini tidak ada atau sedang tidak menerima anggota. Pakai nomor daftarnya, atau kosongkan."
    ),
    "consent.programme_missing": gettext_lazy("Tanpa izinnya kami tidak boleh menyimpan datanya. Tanyakan, lalu tulis ya."),
    "record.not_here": gettext_lazy("NIK ini tidak terdaftar di wilayah Anda. Periksa angkanya, atau daftarkan orangnya dahulu."),
    "record.own": gettext_lazy("Catatan tentang diri sendiri harus dibuat petugas lain."),
    "record.not_enrolled": gettext_lazy("Orang ini tidak sedang ikut program. Daftarkan kembali di loket."),
    "record.outside_scope": gettext_lazy("Orang ini sudah tidak di wilayah Anda. Serahkan kepada kantor di tempat tinggalnya."),
    "fact.several_alike": gettext_lazy(
        "Ada %(count)s catatan tentang hal yang sama pada hari itu. Terima hanya bila ini kegiatan lain."
    ),
    "fact.missing_measure": gettext_lazy("Sel ini kosong, padahal wajib. Isi, lalu unggah lagi."),
    "fact.wrong_measure": gettext_lazy("Isi ini tidak terbaca. Periksa, lalu unggah lagi."),
    "row.repeated": gettext_lazy("Sama dengan baris %(row)s. Dicatat satu kali."),
    "row.same_subject": gettext_lazy(
        "Baris %(row)s tentang hal yang sama dengan isi lain. Terima hanya bila keduanya benar terjadi."
    ),
    "row.nik_repeated": gettext_lazy("NIK ini sudah ada di baris %(row)s dengan isi lain. Sisakan yang benar."),
    "person.looks_alike": gettext_lazy(
        "Sudah ada anggota dengan nama dan tanggal lahir yang sama tetapi NIK lain. Cocokkan KTP-nya."
    ),
    "undo.corrected_since": gettext_lazy("Catatan ini sudah dikoreksi orang lain sesudahnya. Perbaiki dari riwayat anggotanya."),
    "undo.not_new": gettext_lazy("Orang ini sudah terdaftar sebelum berkas ini."),
    "undo.has_community": gettext_lazy("Komunitas sudah menerimanya. Bila ia memang tidak ikut, catat keluarnya."),
    "undo.has_facts": gettext_lazy(
        "Sudah ada kegiatan yang dicatat tentang orang ini. Bila ia memang tidak ikut, catat keluarnya."
    ),
    "undo.has_left": gettext_lazy("Ia sudah keluar dari program."),
}
PERMITS: Final = {
    "number.as_number": gettext_lazy(
        "Nomor izin tersimpan sebagai angka, jadi angka depannya bisa hilang. Ubah kolomnya menjadi Teks, lalu ketik ulang"
        " nomornya."
    ),
    "number.scientific": gettext_lazy(
        "Ini bentuk singkat angka (seperti 8,12E+12), bukan nomor. Ubah kolomnya menjadi Teks, lalu ketik ulang nomornya."
    ),
    "permit.number_missing": gettext_lazy("Sel ini kosong, padahal wajib. Isi, lalu unggah lagi."),
    "permit.number_too_long": gettext_lazy("Paling panjang %(longest)s huruf. Singkat isinya."),
    "permit.number_without_digit": gettext_lazy("Nomor ini tidak berisi angka. Salin dari surat izin."),
    "permit.nib_not_digits": gettext_lazy("NIB hanya berisi angka, 13 buah. Salin dari surat izin."),
    "permit.nib_length": gettext_lazy("NIB terdiri dari 13 angka, di sini ada %(given)s."),
    "permit.pirt_not_digits": gettext_lazy("Nomor P-IRT hanya berisi angka, 15 buah. Salin dari surat izin."),
    "permit.pirt_length": gettext_lazy("Nomor P-IRT terdiri dari 15 angka, di sini ada %(given)s."),
    "list.issued_after_it": gettext_lazy("Terbitnya sesudah tanggal daftar ini. Periksa kedua tanggal."),
    "list.number_of_another": gettext_lazy("Nomor ini sudah tercatat atas nama anggota lain. Cocokkan surat keduanya."),
    "list.number_twice": gettext_lazy("Nomor ini ada di dua baris dengan NIK berbeda. Sisakan yang benar."),
    "list.refuted_before": gettext_lazy(
        "Nomor ini pernah diperiksa dan tidak dapat dibenarkan. Terima bila daftar ini yang benar."
    ),
    "list.other_number": gettext_lazy("Ia melaporkan izin sejenis dengan tanggal sama tetapi nomor lain. Cocokkan suratnya."),
    "list.other_dates": gettext_lazy("Tanggalnya lain daripada yang tercatat (terbit %(day)s). Terima bila daftar ini yang benar."),
    "list.later_one_known": gettext_lazy(
        "Daftar yang lebih baru (per %(day)s) menyebut tanggal lain. Lewati bila daftar ini lama."
    ),
    "record.consent_withdrawn": gettext_lazy("Ia menarik izinnya, jadi kegiatan baru tidak boleh dicatat."),
}
SENTENCES: Final[Mapping[str, Any]] = {**FILES, **CELLS, **EVENTS, **PERMITS}


def sentence(code: str, params: Mapping[str, object]) -> str:
    """A reason in words. A refusal of another app's service that no row was expected to meet says at least whom to ask."""
    words = SENTENCES.get(code)
    if words is None:
        return _("Baris ini tidak dapat disimpan (%(code)s). Catat lewat halaman anggota, atau tanyakan pengelola.") % {
            "code": code
        }
    return str(words) % {name: _shown(name, value) for name, value in params.items()}


def sentence_of_many(code: str) -> str:
    """A reason of several rows, whose numbers differ."""
    return re.sub(r"%\(\w+\)s", "…", str(SENTENCES[code])) if code in SENTENCES else sentence(code, {})


def sentence_of(reason: Reason) -> str:
    return sentence(reason.code, reason.params)


def refusal(decision: Decision) -> str:
    return " ".join(sentence_of(reason) for reason in decision.reasons)


def _shown(name: str, value: object) -> object:
    if name == "state":
        return ImportState(str(value)).label
    return place_words(str(value)) if name == "place" else value
