"""Permanent codes of licensing."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from okoce.accounts.enums import Role

OFFICERS = (Role.KELURAHAN, Role.KECAMATAN, Role.CITY)
KEEPERS = (*OFFICERS, Role.MENTOR)
WATCHERS = (Role.KECAMATAN, Role.CITY, Role.EVALUATOR)
"""Who reads how long offices take."""


class Licence(TextChoices):
    """Permits that members hold; IUMK and SKU are of the years before NIB."""

    NIB = "nib", _("NIB")
    IUMK = "iumk", _("IUMK")
    SKU = "sku", _("SKU (surat keterangan usaha)")
    PIRT = "pirt", _("SPP-IRT")
    HALAL = "halal", _("sertifikat halal")
    BPOM_MD = "bpom_md", _("izin edar BPOM MD")
    SLHS = "slhs", _("SLHS")
    BRAND = "brand", _("merek terdaftar")
    STANDARD = "standard", _("Sertifikat Standar")
    HIGH_RISK = "high_risk", _("izin usaha risiko tinggi")
    KKPR = "kkpr", _("KKPR (kesesuaian ruang)")
    LHSP = "lhsp", _("Label Higiene Sanitasi Pangan")
    COSMETIC = "cosmetic", _("notifikasi kosmetik BPOM")
    TRADITIONAL = "traditional", _("izin obat tradisional")
    OTHER = "other", _("izin lain")


class NoLicence(TextChoices):
    """Why no permit came; asked in kind words, kept as a code."""

    GREEN_ZONE = "green_zone", _("lokasi di zona yang tidak mengizinkan usaha")
    UPPER_FLOOR = "upper_floor", _("tinggal di rusun lantai dua ke atas")
    PAPERS = "papers", _("surat belum lengkap")
    NO_NEED = "no_need", _("merasa belum perlu")
    HARD = "hard", _("caranya terasa sulit")
    NO_TIME = "no_time", _("belum sempat mengurus")
    COST = "cost", _("biayanya berat")
    FAR = "far", _("kantornya jauh")
    WORRIED = "worried", _("khawatir soal pajak atau pemeriksaan")
    STOPPING = "stopping", _("usahanya akan berhenti atau berganti")
    NOT_ALLOWED = "not_allowed", _("kantor perizinan menolak")
    WITHDRAWN = "withdrawn", _("permohonan ditarik sendiri")
    OTHER = "other", _("lainnya")


class Office(TextChoices):
    """Where a permit is applied for."""

    OSS = "oss", _("OSS (oss.go.id)")
    KELURAHAN = "kelurahan", _("kantor kelurahan")
    PTSP = "ptsp", _("PTSP")
    HEALTH = "health", _("Dinas atau Suku Dinas Kesehatan")
    BPOM = "bpom", _("BPOM")
    BPJPH = "bpjph", _("BPJPH (halal)")
    DJKI = "djki", _("DJKI (merek)")
    OTHER = "other", _("kantor lain")


class PermitState(TextChoices):
    """How far a permit's record is checked. A permit that is only reported is her own word."""

    REPORTED = "reported", _("laporan sendiri, belum dikonfirmasi")
    CONFIRMED = "confirmed", _("sudah dikonfirmasi")
    REFUTED = "refuted", _("tidak dapat dikonfirmasi")


class Source(TextChoices):
    """By what a permit was confirmed."""

    PAPER = "paper", _("surat atau berkasnya dilihat petugas")
    SITE = "site", _("dicek di situs resmi")
    OFFICE_LIST = "office_list", _("ada di daftar kantor perizinan")
    RECORD = "record", _("dicatat petugas atau dari berkas dinas")


class Refutation(TextChoices):
    """Why a permit could not be confirmed."""

    NOT_FOUND = "not_found", _("nomornya tidak ada di daftar resmi")
    OTHER_OWNER = "other_owner", _("izin itu atas nama orang lain")
    NOT_GENUINE = "not_genuine", _("suratnya tidak asli")
    BY_MISTAKE = "by_mistake", _("salah lapor atau salah ketik")
    RECORD = "record", _("catatannya dibatalkan")


class Outcome(TextChoices):
    """How an application ended; empty while the office has not answered."""

    ISSUED = "issued", _("izin terbit")
    REFUSED = "refused", _("ditolak")
    WITHDRAWN = "withdrawn", _("ditarik pemohon")


class FileFormat(TextChoices):
    """What a stored file is, by its content."""

    JPEG = "jpeg", _("foto JPEG")
    PNG = "png", _("gambar PNG")
    PDF = "pdf", _("PDF")


class Question(TextChoices):
    """Questions of the roadmap, as answers are saved; the words that are shown stand in the content."""

    CLASS = "class", _("jenis usaha")
    PLACE = "place", _("tempat usaha")
    ZONE = "zone", _("zona lokasi")
    CAPITAL = "capital", _("modal usaha")
    PRODUCT = "product", _("jenis produk")
    INPUTS = "inputs", _("bahan")
    OUTLETS = "outlets", _("jumlah tempat")
    SALES = "sales", _("omzet setahun")
    ENTITY = "entity", _("bentuk usaha")
    BRAND = "brand", _("merek")
    NPWP = "npwp", _("NPWP")


class Occasion(TextChoices):
    """When a roadmap was kept as it was."""

    SAVED = "saved", _("peta disimpan")
    FINISHED = "finished", _("pertanyaan selesai dijawab")
    PRINTED = "printed", _("berkas dicetak")
    COUNTER = "counter", _("dibicarakan di loket")


class PacketField(TextChoices):
    """Fields of a packet: each is asked once and stands on every form that needs it."""

    BUSINESS = "business", _("nama usaha")
    STREET = "street", _("alamat usaha")
    HOME = "home", _("alamat rumah")
    EMAIL = "email", _("surel")
    STARTED = "started", _("usaha mulai berjalan")
    WORKERS = "workers", _("jumlah tenaga kerja")
    CAPITAL = "capital", _("modal usaha")
    SALES = "sales", _("omzet setahun")
    AREA = "area", _("luas tempat usaha")
    PRODUCT = "product", _("nama produk")
    COMPOSITION = "composition", _("komposisi (bahan)")
    PACKAGING = "packaging", _("jenis kemasan")
    NET = "net", _("berat atau isi bersih")
    SHELF_LIFE = "shelf_life", _("masa simpan")
    PROCESS = "process", _("proses pembuatan")
    SUPPLIERS = "suppliers", _("bahan dan tempat membelinya")
    BRAND = "brand", _("nama merek")
    PURPOSE = "purpose", _("keperluan surat keterangan")


class Waiting(TextChoices):
    """What put somebody on the list of the stuck."""

    TRAINED = "trained", _("sudah ikut pelatihan")
    MENTORED = "mentored", _("sudah didampingi")
    CAME = "came", _("datang tanpa undangan")


class DayState(TextChoices):
    """Where a counter day stands."""

    PLANNED = "planned", _("direncanakan")
    HELD = "held", _("sudah ditutup")
    CANCELLED = "cancelled", _("dibatalkan")


class Answer(TextChoices):
    """What she says to an invitation; empty while she has not answered."""

    COMING = "coming", _("akan datang")
    CANNOT = "cannot", _("tidak bisa datang")


class CannotCome(TextChoices):
    """Why she cannot come on that day; it says nothing of the permit."""

    SELLING = "selling", _("harus berjualan")
    FAMILY = "family", _("mengurus keluarga")
    ILL = "ill", _("sakit")
    TOO_FAR = "too_far", _("tempatnya jauh")
    OTHER = "other", _("alasan lain")


class AtCounter(TextChoices):
    """What came of it at the counter; empty while nobody has noted it."""

    ISSUED = "issued", _("izin terbit")
    APPLIED = "applied", _("izin diajukan")
    PAPERS = "papers", _("surat belum lengkap")
    DECLINED = "declined", _("tidak mau atau tidak bisa")
    NOT_COME = "not_come", _("tidak datang")


class Paper(TextChoices):
    """A paper that was missing at the counter."""

    KTP = "ktp", _("KTP")
    EMAIL = "email", _("alamat surel")
    PHONE = "phone", _("nomor HP yang aktif")
    NPWP = "npwp", _("NPWP")
    ADDRESS = "address", _("alamat tempat usaha")
    LANDLORD = "landlord", _("persetujuan pemilik tempat")
    NEIGHBOURS = "neighbours", _("pengantar RT/RW")
    PHOTO = "photo", _("foto tempat usaha")
    OTHER = "other", _("surat lain")


class ListState(TextChoices):
    """Where a list of the permit office stands."""

    CHECKED = "checked", _("diperiksa, belum dicatat")
    MATCHED = "matched", _("sudah dicocokkan")
    WITHDRAWN = "withdrawn", _("dibatalkan")


class Match(TextChoices):
    """What a row of the permit office's list says of a member's permit."""

    CONFIRMS = "confirms", _("membenarkan izin yang dilaporkan")
    NEW = "new", _("izin anggota yang belum tercatat")
    SAME = "same", _("sama dengan yang tercatat")
    CHANGES = "changes", _("tanggalnya lebih baru")
    DOUBTFUL = "doubtful", _("perlu dilihat")
    STRANGER = "stranger", _("bukan anggota di wilayah Anda")
