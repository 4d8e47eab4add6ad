"""Sentences for the reasons that the services of these desks give: what happened, and what to do now."""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.facts.kinds import all_kinds, measure_fields
from okoce.places.queries import refs
from okoce.portal.sentences import place_name
from okoce.stages.p1_registration.enums import ClaimState, RequestState
from okoce.ui.formats import clock, date_long, number
from okoce.ui.presentation import language, local, local_instant

SENTENCES: Final = {
    "record.unknown": _("Anggota ini tidak ada. Cari lagi lewat nama atau NIK."),
    "record.outside_scope": _(
        "Anggota ini tinggal di luar wilayah Anda. Jika ia sudah pindah ke wilayah Anda, catat pindahnya di loket."
    ),
    "record.own": _("Catatan tentang diri sendiri harus dibuat petugas lain. Mintalah rekan Anda."),
    "record.consent_withdrawn": _(
        "Ia mencabut izin untuk mencatat kegiatan baru. Bila berubah pikiran, ia memberi izin lagi lewat HP-nya."
    ),
    "record.not_enrolled": _("Orang ini tidak sedang ikut program. Daftarkan kembali di loket, lalu catat."),
    "fact.not_by_officer": _("Kegiatan ini tidak dicatat dengan tangan. Pilih kegiatan lain dari daftar."),
    "fact.unknown_kind": _("Kegiatan ini tidak dikenal. Pilih kegiatan dari daftar."),
    "fact.in_future": _("Tanggal ini belum tiba. Hari ini %(today)s."),
    "fact.missing_measure": _("Isian ini wajib diisi."),
    "fact.wrong_measure": _("Isian ini tidak terbaca. Periksa angkanya."),
    "fact.unknown_measure": _("Isian “%(measure)s” tidak termasuk kegiatan ini. Muat ulang halaman."),
    "fact.missing_detail": _("Isian ini wajib diisi: tanpa bukti, catatan tidak dapat diperiksa."),
    "fact.unknown_detail": _("Isian “%(detail)s” tidak termasuk kegiatan ini. Muat ulang halaman."),
    "fact.id_reused": _("Catatan dari halaman ini sudah tersimpan dengan isi lain. Tekan “Catat lagi” untuk catatan baru."),
    "fact.unknown": _("Catatan ini tidak ada. Buka lagi riwayat anggota."),
    "fact.is_correction": _("Ini sudah sebuah perbaikan. Perbaiki catatan aslinya."),
    "fact.amend_other_subject": _(
        "Perbaikan harus tentang orang dan kegiatan yang sama. Batalkan catatan ini, lalu buat yang baru."
    ),
    "fact.already_void": _("Catatan ini sudah dibatalkan. Jika ternyata benar, pilih “Pulihkan”."),
    "fact.not_void": _("Catatan ini masih berlaku, jadi tidak perlu dipulihkan."),
    "fact.amend_without_content": _("Isi yang benar belum ditulis. Isi formulirnya."),
    "fact.corrected_meanwhile": _(
        "Rekan Anda memperbaiki catatan ini ketika Anda mengetik. Isian Anda masih di sini: bandingkan, lalu simpan lagi jika"
        " masih perlu."
    ),
    "same.same_record": _("Ini catatan yang sama. Pilih dua catatan yang berbeda."),
    "move.other_office": _("Tempat tinggal baru ada di luar wilayah Anda. Antar ia ke loket %(place)s."),
    "move.same_place": _("Ia sudah tercatat tinggal di %(place)s. Tidak ada yang perlu dipindah."),
    "enrolment.not_open": _("Ia sudah keluar dari program. Daftarkan kembali di loket jika ia ingin ikut lagi."),
    "enrolment.ends_before_it_begins": _("Ia baru mulai ikut pada %(since)s. Pilih tanggal sesudahnya."),
    "enrolment.still_open": _("Ia masih ikut program sejak %(since)s. Buka catatannya."),
    "consent.only_herself": _("Izin hanya dapat diubah oleh orangnya sendiri, lewat nomor HP-nya."),
    "counter.officers_only": _("Hanya petugas kelurahan, kecamatan, atau kota yang mendaftarkan orang di loket."),
    "nik.not_digits": _("NIK hanya berisi angka. Salin dari KTP."),
    "nik.length": _("NIK terdiri dari 16 angka. Anda mengetik %(given)s."),
    "nik.taken": _("NIK ini sudah tercatat untuk orang lain. Cocokkan lagi dengan KTP."),
    "nik.birth_date_impossible": _("Tanggal lahir di dalam NIK tidak ada di kalender. Cocokkan lagi dengan KTP."),
    "nik.birth_date_differs": _("Menurut NIK ia lahir %(on_nik)s, sedangkan Anda mengetik %(given)s. Cocokkan dengan KTP."),
    "nik.region_differs": _(
        "NIK ini pertama kali dibuat di %(on_nik)s, sedangkan ia tinggal di %(given)s. Wajar jika ia pernah pindah."
    ),
    "name.no_letter": _("Tulis namanya dengan huruf, seperti di KTP."),
    "name.too_long": _("Nama paling panjang %(longest)s huruf. Singkat nama tengahnya."),
    "phone.not_mobile": _("Tulis nomor HP Indonesia, misalnya 0812 3456 7890."),
    "place.unknown": _("Pilih kelurahan dari daftar, atau provinsi jika ia tinggal di luar Jakarta."),
    "business.too_long": _("Keterangan usaha paling panjang %(longest)s huruf. Tulis yang utama saja."),
    "business.missing": _("Tulis usahanya, atau ide usahanya, dalam beberapa kata."),
    "consent.programme_missing": _("Tanpa izin ini kami tidak boleh menyimpan datanya. Jelaskan, lalu tanyakan sekali lagi."),
    "registration.id_reused": _("Formulir ini sudah dipakai untuk orang lain. Tekan “Daftarkan orang berikutnya”."),
    "request.unknown": _("Permintaan ini tidak ada. Buka lagi daftar komunitas."),
    "request.other_community": _("Orang ini memilih komunitas lain. Hanya komunitas itu yang dapat menjawab."),
    "request.already_answered": _("Permintaan ini sudah dijawab: %(state)s. Tidak ada yang perlu Anda lakukan."),
    "request.still_open": _("Ia masih menunggu atau sudah diterima sebuah komunitas. Tunggu jawabannya dulu."),
    "request.only_herself": _("Hanya anggota itu sendiri yang dapat menarik permintaannya."),
    "claim.unknown": _("Laporan ini tidak ada. Buka lagi daftar laporan."),
    "claim.other_office": _("Laporan ini dijawab kecamatan lain, tempat pelapor atau orang yang terdaftar tinggal."),
    "claim.already_answered": _("Laporan ini sudah dijawab: %(state)s. Jawaban kedua tidak dikirim."),
    "emergency.not_your_role": _("Peran Anda tidak membuka catatan di luar wilayah. Hubungi kantor kecamatan orang itu."),
    "emergency.nobody_above": _("Tidak ada atasan yang dapat memeriksa permintaan Anda. Hubungi petugas kecamatan orang itu."),
    "emergency.in_scope": _("Anggota ini ada di wilayah Anda. Buka catatannya lewat pencarian."),
    "emergency.reason_short": _("Alasan ini terlalu singkat. Tulis dengan kalimat, paling sedikit %(least)s huruf."),
    "emergency.reason_number": _("Jangan tulis NIK atau nomor HP di dalam alasan. Hapus angkanya."),
    "emergency.unknown": _("Permintaan ini tidak ada. Muat ulang daftar."),
    "emergency.other_supervisor": _("Permintaan ini diperiksa petugas wilayah lain."),
    "emergency.own": _("Permintaan Anda sendiri diperiksa orang lain."),
    "emergency.reviewed": _("Permintaan ini sudah diperiksa rekan Anda. Muat ulang daftar."),
    "emergency.note_missing": _("Tulis apa yang Anda pertanyakan: petugas itu membacanya."),
    "emergency.too_often": _("Anda terlalu sering meminta dalam 24 jam. Coba lagi setelah %(again_at)s, atau hubungi atasan Anda."),
    "sheet.too_many": _(
        "Daftar ini punya %(count)s baris; satu lembar memuat paling banyak %(most)s. Saring dulu, misalnya per kelurahan."
    ),
    "sheet.another_in_making": _(
        "Lembar panjang lain sedang dibuat, dan hanya satu yang dibuat pada satu waktu. Coba lagi beberapa menit lagi, atau saring"
        " daftarnya."
    ),
    "claim.answer_missing": _("Tulis jawabannya: pelapor akan membacanya."),
}


def sentence(reason: Reason) -> str:
    """A reason in words; a code without a sentence is a defect that the tests find."""
    return str(SENTENCES[reason.code]) % {name: _shown(name, value) for name, value in reason.params.items()}


def _shown(name: str, value: object) -> object:
    if isinstance(value, datetime):
        return f"{date_long(local(value), language())} {clock(local_instant(value), language())}"
    if isinstance(value, date):
        return date_long(value, language())
    if isinstance(value, RequestState | ClaimState):
        return value.label
    if name in ("count", "most") and isinstance(value, int):
        return number(value, language())
    text = str(value)
    if name in ("place", "on_nik", "given") and text in refs():
        return place_name(text)
    if name == "on_nik":
        return str(_("wilayah berkode %(code)s")) % {"code": text}
    if name == "measure":
        return next((item.label for kind in all_kinds() for item in measure_fields(kind) if item.name == text), text)
    return value
