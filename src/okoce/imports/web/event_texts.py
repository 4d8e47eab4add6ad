"""Sentences for what is wrong with an event log, its map and its rows."""

from typing import Final

from django.utils.translation import gettext_lazy

MAPS: Final = {
    "map.unreadable": gettext_lazy("Peta ini bukan TOML yang terbaca: %(why)s. Perbaiki, lalu ulangi."),
    "map.missing": gettext_lazy("Di peta belum ada %(key)s. Tambahkan; contohnya di docs/how-to/import-an-event-log.md."),
    "map.unknown_key": gettext_lazy("Peta memuat %(key)s, yang tidak kami kenal. Periksa ejaannya."),
    "map.wrong_type": gettext_lazy("Isi %(key)s di peta bukan jenis yang diminta. Lihat docs/how-to/import-an-event-log.md."),
    "map.wrong_choice": gettext_lazy("Isi %(key)s di peta bukan pilihan yang ada. Pilih: %(choices)s."),
    "map.wrong_value": gettext_lazy("Isi %(key)s di peta tidak bisa dipakai (%(why)s). Perbaiki, lalu ulangi."),
    "map.column_missing": gettext_lazy("Kolom “%(column)s” tidak ada di log. Yang ada: %(columns)s. Perbaiki petanya."),
    "map.column_twice": gettext_lazy("Kolom “%(column)s” ada lebih dari satu di log. Beri nama lain pada salah satunya."),
    "map.nothing_mapped": gettext_lazy(
        "Peta ini belum memadankan satu kegiatan pun. Tambahkan [activities], atau pakai okoce facts flows untuk membaca lognya."
    ),
    "map.kind_unknown": gettext_lazy("“%(activity)s” dipadankan dengan %(kind)s, yang tidak bisa diimpor. Pilih: %(kinds)s."),
    "map.measures": gettext_lazy("Ukuran untuk “%(activity)s” kurang atau keliru: %(names)s. Yang dikenal: %(known)s."),
    "map.details": gettext_lazy("Rincian untuk “%(activity)s” kurang atau keliru: %(names)s. Yang dikenal: %(known)s."),
}
LOGS: Final = {
    "event.opaque": gettext_lazy(
        "Menurut petanya, kasus di log ini bukan anggota, jadi tidak ada yang bisa dicatat. Pakai okoce facts flows untuk"
        " membacanya, atau isi case.is dengan nik, member, atau enrolment."
    ),
    "event.no_header": gettext_lazy("Baris judul (baris %(row)s) kosong atau tidak ada. Perbaiki file.header_row di peta."),
    "event.encoding": gettext_lazy("Baris %(row)s tidak terbaca sebagai %(encoding)s. Isi file.encoding di peta, misalnya cp1252."),
    "event.broken_row": gettext_lazy(
        "Baris %(row)s rusak, mungkin tanda kutipnya tidak ditutup. Perbaiki baris itu, lalu jalankan lagi dari awal: yang sudah"
        " tersimpan tidak tercatat dua kali."
    ),
    "event.workbook_too_large": gettext_lazy("Lembar kerja ini lebih dari %(most)s MB. Simpan sebagai CSV, lalu ulangi."),
    "event.too_many_activities": gettext_lazy(
        "Kolom “%(column)s” memuat lebih dari %(most)s nama kegiatan. Mungkin kolomnya keliru; periksa columns.activity di peta."
    ),
    "event.map_needed": gettext_lazy(
        "Log dibaca dengan petanya: tulis BERKAS --map PETA. Tanpa keduanya dibaca catatan di sistem ini."
    ),
    "event.log_without_place": gettext_lazy("--kecamatan hanya untuk catatan di sistem ini. Untuk log, hapus pilihan itu."),
    "event.rejected_is_log": gettext_lazy("--rejected menunjuk lognya sendiri. Pilih nama lain."),
    "event.who_unknown": gettext_lazy("Tidak ada petugas dengan nama akun ini. Tulis nama akun petugas sesudah --by."),
}
ROWS: Final = {
    "event.too_wide": gettext_lazy("Baris ini lebih panjang dari judulnya (%(width)s kolom). Periksa tanda pemisahnya."),
    "event.undecodable": gettext_lazy(
        "Baris ini tidak terbaca sebagai %(encoding)s. Isi file.encoding di peta, misalnya cp1252, atau perbaiki barisnya."
    ),
    "event.case_missing": gettext_lazy("Kasusnya kosong, jadi tidak jelas ini milik siapa. Isi, lalu impor lagi."),
    "event.case_unreadable": gettext_lazy("Ini bukan nomor anggota atau nomor keikutsertaan. Salin dari sistem ini."),
    "event.activity_missing": gettext_lazy("Kegiatannya kosong. Isi, lalu impor lagi."),
    "event.time_missing": gettext_lazy("Waktunya kosong. Isi, lalu impor lagi."),
    "event.time_unreadable": gettext_lazy(
        "Waktu ini tidak terbaca menurut bentuk %(form)s. Perbaiki sel ini, atau time.format di peta."
    ),
    "event.too_early": gettext_lazy("Waktu ini sebelum %(earliest)s. Periksa tahunnya, atau isi time.earliest di peta."),
    "event.unmapped": gettext_lazy("Kegiatan ini tidak ada di peta. Tambahkan di [activities], lalu impor lagi."),
    "event.other_enrolment": gettext_lazy("Keikutsertaan ini sudah berakhir dan ada yang lebih baru. Pakai nomor yang terbaru."),
    "event.other_content": gettext_lazy(
        "Kejadian ini sudah tersimpan dengan isi lain. Yang tersimpan tidak diubah; perbaiki lewat catatan anggotanya."
    ),
    "event.other_content_in_file": gettext_lazy("Sama dengan baris %(row)s, tetapi ukurannya lain. Sisakan yang benar."),
    "record.consent_withdrawn": gettext_lazy("Ia sudah menarik izinnya, jadi kegiatan baru tidak boleh dicatat."),
}
EVENTS: Final = {**MAPS, **LOGS, **ROWS}
