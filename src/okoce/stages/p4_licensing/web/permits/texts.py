"""Sentences of the pages of permits: refusals (what happened, why, what now), what digits say, what to do next."""

from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from okoce.core.decisions import Reason
from okoce.stages.p4_licensing.enums import Licence
from okoce.stages.p4_licensing.rules.expiry import Renewal, Standing, Step
from okoce.stages.p4_licensing.rules.formats import Number, Part
from okoce.ui.enums import Tone
from okoce.ui.formats import date_long
from okoce.ui.presentation import language

SENTENCES: Final = {
    "permit.number_missing": _("Tulis nomor izinnya, sama seperti di suratnya."),
    "permit.number_too_long": _("Nomor ini %(given)s huruf, paling panjang %(longest)s. Salin nomornya saja."),
    "permit.number_without_digit": _("Anda mengetik “%(typed)s”. Nomor izin berisi angka: salin dari suratnya."),
    "permit.nib_not_digits": _(
        "Anda mengetik “%(typed)s”. NIB berisi 13 angka tanpa huruf: salin dari lembar NIB, di bawah “Nomor Induk Berusaha”."
    ),
    "permit.nib_length": _("Anda mengetik %(given)s angka: “%(typed)s”. NIB berisi 13 angka: hitung lagi dari lembar NIB."),
    "permit.pirt_not_digits": _(
        "Anda mengetik “%(typed)s”. Nomor P-IRT berisi 15 angka, misalnya P-IRT 2063171010001-27: salin dari sertifikatnya."
    ),
    "permit.pirt_length": _(
        "Anda mengetik %(given)s angka: “%(typed)s”. Nomor P-IRT berisi 15 angka, misalnya P-IRT 2063171010001-27: hitung lagi."
    ),
    "permit.nib_begins_unusually": _(
        "NIB ini berawal %(typed)s, lain dari kebanyakan NIB (belum dipastikan dari aturan). Cocokkan sekali lagi; bila sama dengan"
        " suratnya, biarkan."
    ),
    "permit.pirt_pack_unknown": _("Angka pertama %(digit)s bukan kode kemasan yang kami kenal. Cocokkan dengan sertifikatnya."),
    "permit.pirt_elsewhere": _("Nomor ini diberikan di luar Jakarta (kode wilayah %(region)s). Wajar bila dapurnya di sana."),
    "permit.pirt_year_differs": _(
        "Dua angka terakhir berarti berakhir tahun %(on_number)s, sedangkan tanggal berakhirnya tahun %(given)s. Cocokkan lagi."
    ),
    "permit.shape_unconfirmed": _("Bentuk nomor izin ini belum dipastikan dari aturan, jadi petugas mencocokkan dengan suratnya."),
    "permit.ends_before_it_begins": _("Tanggal berakhirnya sebelum tanggal terbitnya (%(issued_on)s). Periksa kedua tanggal."),
    "permit.already_confirmed": _(
        "%(licence)s ini sudah dikonfirmasi petugas. Bila ada yang keliru atau sudah diperpanjang, tunjukkan suratnya kepada"
        " petugas."
    ),
    "permit.not_yours_to_confirm": _("Hanya petugas wilayahnya yang menyatakan sudah melihat surat. Simpan sebagai laporan saja."),
    "permit.number_elsewhere": _(
        "Nomor ini juga dilaporkan anggota lain. Lihat nama di suratnya; bila memang milik orang ini, centang pernyataan di bawah."
    ),
    "permit.renews_unknown": _("Izin lama itu tidak ada atau sudah diperpanjang. Pilih izin lama yang lain, atau kosongkan."),
    "permit.unknown": _("Izin ini tidak ada. Buka lagi daftarnya."),
    "permit.officers_confirm": _("Izin ini dikonfirmasi petugas kelurahan, kecamatan, atau kota tempat anggota tinggal."),
    "permit.refuted_already": _("Izin ini sudah dinyatakan tidak dapat dikonfirmasi. Bila ternyata benar, catat lagi suratnya."),
    "permit.seen_in_future": _("Tanggal %(on)s belum tiba. Tulis tanggal ketika suratnya dilihat."),
    "permit.reason_missing": _("Pilih alasannya: anggota membacanya."),
    "permit.decided_meanwhile": _("Rekan Anda baru saja memutuskan izin ini. Lihat keadaannya sekarang di atas."),
    "permit.not_your_list": _("Daftar ini untuk petugas kecamatan dan kota serta penilai program."),
    "application.running": _("Permohonan yang sama masih berjalan sejak %(since)s. Catat dulu hasil permohonan itu."),
    "application.unknown": _("Permohonan ini tidak ada. Buka lagi daftarnya."),
    "application.ended": _("Permohonan ini sudah selesai. Tidak ada yang perlu dicatat lagi."),
    "application.report_the_permit": _("Izinnya terbit? Catat nomor izinnya; permohonan ini selesai dengan sendirinya."),
    "application.ends_before": _("Permohonan baru diajukan %(since)s. Pilih tanggal sesudahnya."),
    "file.empty": _("Berkas ini kosong. Pilih foto atau PDF suratnya."),
    "file.too_large": _("Berkas ini lebih dari %(most)s MB. Kirim foto ukuran kecil: kirim dulu ke diri sendiri lewat WhatsApp."),
    "file.heic": _("Foto ini berbentuk HEIC. Kirim sebagai JPEG: ambil tangkapan layar, atau kirim dulu lewat WhatsApp."),
    "file.not_a_picture": _("Berkas ini bukan foto JPEG, gambar PNG, atau PDF. Foto suratnya, lalu kirim fotonya."),
    "file.damaged": _("Berkas ini rusak atau terpotong. Ambil foto baru, lalu kirim lagi."),
    "file.active": _("PDF ini berisi program atau lampiran, jadi tidak kami terima. Cetak ke PDF baru, atau foto suratnya."),
    "record.unknown": _("Anggota ini tidak ada. Cari lagi lewat nama atau NIK."),
    "record.outside_scope": _("Anggota ini tinggal di luar wilayah Anda. Hubungi kantor wilayahnya."),
    "record.own": _("Catatan tentang diri sendiri harus dibuat petugas lain. Mintalah rekan Anda."),
    "record.not_enrolled": _("Orang ini tidak sedang ikut program. Daftarkan kembali di loket, lalu catat."),
    "record.consent_withdrawn": _(
        "Ia mencabut izin untuk mencatat kegiatan baru. Bila berubah pikiran, ia memberi izin lagi lewat HP-nya."
    ),
    "fact.in_future": _("Tanggal ini belum tiba. Hari ini %(today)s."),
    "fact.id_reused": _("Formulir ini sudah dipakai untuk catatan lain. Muat ulang halaman, lalu isi lagi."),
}
OWN: Final = {
    "record.not_enrolled": _("Anda sedang tidak terdaftar. Daftar lagi di kantor kecamatan; catatan lama Anda tetap ada."),
    "record.consent_withdrawn": _("Anda mencabut izin untuk mencatat kegiatan baru. Beri izin lagi di halaman “Izin saya”."),
    "record.outside_scope": _("Halaman ini hanya untuk Anda sendiri. Masuk lagi dan pilih nama Anda."),
}
"""The same refusals said to the member herself."""
PART_NAMES: Final = {
    "pack": _("kemasan"),
    "food": _("jenis pangan"),
    "region": _("wilayah"),
    "product": _("nomor urut produk pembuat ini"),
    "maker": _("nomor pembuat di wilayah itu"),
    "expiry_year": _("berakhir tahun"),
}
MEANINGS: Final = {
    ("pack", "glass"): _("kaca"),
    ("pack", "plastic"): _("plastik"),
    ("pack", "paper"): _("karton atau kertas"),
    ("pack", "can"): _("kaleng"),
    ("pack", "foil"): _("aluminium foil"),
    ("pack", "other"): _("lainnya"),
    ("pack", "composite"): _("komposit"),
    ("pack", "double"): _("ganda"),
    ("food", "meat"): _("olahan daging kering"),
    ("food", "fish"): _("olahan ikan kering"),
    ("food", "poultry"): _("olahan unggas kering"),
    ("food", "vegetables"): _("olahan sayur"),
    ("food", "coconut"): _("olahan kelapa"),
    ("food", "flour"): _("tepung dan olahannya"),
    ("food", "fat"): _("minyak dan lemak"),
    ("food", "jam"): _("selai, jeli, dan sejenisnya"),
    ("food", "sugar"): _("gula, kembang gula, dan madu"),
    ("food", "coffee"): _("kopi, teh, dan cokelat kering"),
    ("region", "jakarta"): _("DKI Jakarta"),
}
STANDINGS: Final = {
    Standing.LASTING: _("tanpa batas waktu"),
    Standing.VALID: _("masih berlaku"),
    Standing.ENDING: _("segera berakhir"),
    Standing.ENDED: _("sudah berakhir"),
    Standing.RENEWED: _("sudah diperpanjang"),
}
STEPS: Final = {
    Step.NONE: "",
    Step.SHOW_PAPER: _("Petugas mencocokkan berkasnya. Lebih cepat: tunjukkan surat aslinya di kantor kecamatan."),
    Step.ADD_FILE: _("Kirim foto suratnya, atau tunjukkan surat aslinya di kantor kecamatan."),
    Step.REPORT_AGAIN: _("Laporkan lagi dengan nomor yang benar, atau bawa surat aslinya ke kantor kecamatan."),
    Step.RENEW_LATER: _("Perpanjangan dapat diajukan mulai %(opens)s."),
    Step.RENEW: _("Urus perpanjangannya sekarang."),
    Step.APPLY_AGAIN: _("Ajukan lagi. Petugas kecamatan membantu."),
}
FILE_BY: Final = _("Ajukan perpanjangannya paling lambat %(file_by)s.")
STATE_TONES: Final = {"reported": Tone.WAITING, "confirmed": Tone.DONE, "refuted": Tone.REFUSED}
STANDING_TONES: Final = {
    Standing.LASTING: Tone.NEUTRAL,
    Standing.VALID: Tone.NEUTRAL,
    Standing.ENDING: Tone.WAITING,
    Standing.ENDED: Tone.REFUSED,
    Standing.RENEWED: Tone.NEUTRAL,
}


def sentence(reason: Reason, *, own: bool = False) -> str:
    """A reason in words; a code without a sentence is a defect that the tests find."""
    words = OWN.get(reason.code) if own else None
    return str(words or SENTENCES[reason.code]) % {name: _shown(name, value) for name, value in reason.params.items()}


def _shown(name: str, value: object) -> object:
    if isinstance(value, date):
        return date_long(value, language())
    if name == "licence":
        label = str(Licence(str(value)).label)
        return label[:1].upper() + label[1:]
    return value


def part_words(part: Part) -> tuple[str, str, str]:
    """Digits, what they stand for, and what they say."""
    if part.name == "expiry_year":
        return part.digits, str(PART_NAMES[part.name]), f"20{part.digits}"
    meaning = MEANINGS.get((part.name, part.meaning))
    return part.digits, str(PART_NAMES[part.name]), str(meaning) if meaning is not None else ""


def warnings_of(number: Number, *extra: Reason | None) -> list[str]:
    return [sentence(reason) for reason in (*number.warnings, *extra) if reason is not None]


def step_words(step: Step, window: Renewal) -> str:
    """The one next step, with the days that a rule names."""
    if step == Step.RENEW and window.file_by is not None:
        return str(FILE_BY) % {"file_by": date_long(window.file_by, language())}
    opens = date_long(window.opens_on, language()) if window.opens_on is not None else ""
    return str(STEPS[step]) % {"opens": opens}
