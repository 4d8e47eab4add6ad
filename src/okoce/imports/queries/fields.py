"""What the columns of a sheet may hold: the fields of a registration, and those of each kind of fact with its measures."""

from collections.abc import Iterable
from datetime import date
from functools import cache

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import override

from okoce.facts.enums import Grade
from okoce.facts.kinds import Kind, MeasureField, all_kinds, kind_of, measure_fields
from okoce.imports.enums import Sort
from okoce.imports.rules.headers import Field
from okoce.members.enums import EntryStatus
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p4_licensing.enums import Licence

MEASURE, DETAIL = "m_", "d_"
LANGUAGES = ("id", "en")
NIK_WORDS = ("NIK", "no nik", "nomor nik", "nomor induk kependudukan", "no ktp", "nomor ktp", "ktp", "id number", "national id")
NAME_WORDS = ("nama", "nama lengkap", "nama anggota", "nama peserta", "nama sesuai ktp", "name", "full name")
DATE_WORDS = ("tanggal", "tgl", "tanggal kejadian", "tanggal kegiatan", "tgl kegiatan", "hari tanggal", "date", "occurred on")
SYNONYMS: dict[str, tuple[str, ...]] = {
    "skill": ("keterampilan", "jenis keterampilan", "jenis pelatihan", "hard soft skill"),
    "hours": ("jam", "lama jam", "jumlah jam", "durasi", "hours"),
    "minutes": ("menit", "lama menit", "durasi", "minutes"),
    "topic": ("topik", "materi", "bahasan", "topic"),
    "licence": ("izin", "jenis izin", "nama izin", "licence", "permit"),
    "valid_until": ("berlaku sampai", "masa berlaku", "berlaku hingga", "valid until", "expires"),
    "reason": ("alasan", "sebab", "reason"),
    "sales": ("omzet", "omset", "penjualan", "hasil penjualan", "nilai penjualan", "sales", "turnover"),
    "market": ("pasar", "tempat jualan", "kanal", "market", "channel"),
    "month": ("bulan", "bulan laporan", "periode", "month"),
    "revenue": ("pemasukan", "uang masuk", "pendapatan", "omzet", "omset", "revenue", "income"),
    "expense": ("pengeluaran", "biaya", "uang keluar", "expense", "cost"),
    "product": ("produk", "jenis pinjaman", "skema", "product", "loan"),
    "amount": ("jumlah", "nilai", "nilai pinjaman", "plafon", "amount"),
    "months": ("tenor", "jangka waktu", "lama angsuran", "months", "term"),
    "activity": ("kegiatan", "jenis kegiatan", "activity"),
    "evidence": ("bukti", "nomor bukti", "no bukti", "sertifikat", "no sertifikat", "daftar hadir", "evidence", "proof"),
    "number": ("nomor", "no", "nomor izin", "no izin", "nomor akad", "nib", "number"),
    "course": ("nama pelatihan", "pelatihan", "course", "training"),
    "venue": ("tempat", "lokasi", "venue", "place"),
    "event": ("bazar", "nama bazar", "acara", "lokasi", "event"),
    "lender": ("bank", "pemberi pinjaman", "penyalur", "lender"),
    "agreed": ("kesepakatan", "hasil", "tindak lanjut", "agreed"),
    "note": ("catatan", "keterangan", "note", "remarks"),
    "place": ("tempat", "lokasi", "place"),
}


def importable_kinds() -> tuple[Kind, ...]:
    """The kinds that officers record by hand: what a form takes, a sheet takes."""
    return tuple(kind for kind in all_kinds() if kind.by_officer)


def fields_of(sort: str, kind: str) -> tuple[Field, ...]:
    """The fields of a sheet, those that are needed first. Labels are in the reader's language."""
    if sort == Sort.PERMITS:
        return _permit_fields()
    return _member_fields() if sort == Sort.MEMBERS else _fact_fields(kind_of(kind))


def _member_fields() -> tuple[Field, ...]:
    return (
        Field("nik", _("NIK"), NIK_WORDS, True, shape="digits", example="3174015708900001", note=_("16 angka, kolom bertipe teks")),
        Field("name", _("Nama"), NAME_WORDS, True, example=_("Contoh Siti Aminah"), note=_("seperti di KTP")),
        Field("phone", _("Nomor HP"), PHONE_WORDS, True, shape="digits", example="081234567890", note=_("kolom bertipe teks")),
        Field("place", _("Kelurahan"), PLACE_WORDS, True, example="Tebet Timur", note=_("tempat tinggal sekarang, nama atau kode")),
        Field("kecamatan", _("Kecamatan"), ("kec", "district"), note=_("bila nama kelurahannya ada di dua kecamatan")),
        Field("business", _("Usaha"), BUSINESS_WORDS, True, example=_("keripik tempe"), note=_("beberapa kata")),
        Field(
            "entry_status",
            _("Keadaan usaha"),
            ("status usaha", "keadaan usaha saat mendaftar", "entry status", "business status"),
            True,
            _codes(EntryStatus),
            "choice",
            _first(EntryStatus),
        ),
        Field(
            "birth_on",
            _("Tanggal lahir"),
            ("tgl lahir", "lahir", "birth date", "date of birth"),
            shape="date",
            example="17/08/1990",
        ),
        Field(
            "registered_on",
            _("Tanggal daftar"),
            ("tgl daftar", "tanggal pendaftaran", "tgl pendaftaran", "registered on", "registration date"),
            shape="date",
            note=_("kosong: hari ini"),
        ),
        Field(
            "community", _("Komunitas"), ("komunitas pendamping", "community"), note=_("nama atau nomor daftarnya; boleh kosong")
        ),
        Field("referral", _("Tahu dari"), ("sumber", "pengajak", "referral", "source"), False, _codes(Referral), "choice"),
        Field(
            "consent",
            _("Izin program"),
            CONSENT_WORDS,
            shape="yes",
            example=_("ya"),
            note=_("“ya” bila formulirnya ditandatangani"),
        ),
        Field("contact", _("Izin dihubungi"), ("boleh dihubungi", "consent contact"), shape="yes"),
    )


PHONE_WORDS = (
    "no hp",
    "nomor hp",
    "hp",
    "no telepon",
    "telepon",
    "no telp",
    "telp",
    "no wa",
    "whatsapp",
    "no handphone",
    "phone",
    "mobile",
)
PLACE_WORDS = ("kel", "desa", "kelurahan domisili", "domisili", "alamat kelurahan", "kode kelurahan", "village")
BUSINESS_WORDS = ("jenis usaha", "nama usaha", "bidang usaha", "produk", "usaha atau ide usaha", "business")
CONSENT_WORDS = ("izin", "persetujuan", "consent", "consent programme")


def _permit_fields() -> tuple[Field, ...]:
    issued = ("tanggal terbit", "tgl terbit", "terbit", "tanggal izin", "tgl izin", "tanggal penerbitan", "issued on", "issue date")
    until = ("berlaku sampai", "masa berlaku", "berlaku hingga", "tgl berakhir", "tanggal berakhir", "valid until", "expires")
    numbers = ("nomor izin", "no izin", "nib", "nomor nib", "no nib", "nomor sertifikat", "permit number", "number")
    return (
        Field("nik", _("NIK"), NIK_WORDS, True, shape="digits", example="3174015708900001", note=_("16 angka, kolom bertipe teks")),
        Field("number", _("Nomor izin"), numbers, True, shape="digits", example="8120001234567", note=_("kolom bertipe teks")),
        Field("date", _("Tanggal terbit"), issued, True, shape="date", example="31/12/2025"),
        Field("name", _("Nama"), NAME_WORDS, example=_("Contoh Siti Aminah"), note=_("untuk mencocokkan; boleh kosong")),
        Field(
            "licence",
            _("Jenis izin"),
            ("izin", "jenis izin", "nama izin", "licence", "permit"),
            False,
            _codes(Licence),
            "choice",
            _first(Licence),
            _("kosong: NIB"),
        ),
        Field("valid_until", _("Berlaku sampai"), until, shape="date", example="31/12/2030", note=_("boleh kosong")),
    )


def _fact_fields(kind: Kind) -> tuple[Field, ...]:
    own = [_measure(item) for item in measure_fields(kind)]
    own += [_detail(name, label, kind) for name, label in kind.details.items()]
    return (
        Field(
            "nik", _("NIK"), NIK_WORDS, False, shape="digits", example="3174015708900001", note=_("16 angka, kolom bertipe teks")
        ),
        Field(
            "member",
            _("Nomor anggota"),
            ("id anggota", "member id", "person id"),
            note=_("pengganti NIK, dari unduhan daftar anggota"),
        ),
        Field("name", _("Nama"), NAME_WORDS, example=_("Contoh Siti Aminah"), note=_("untuk mencocokkan; boleh kosong")),
        Field("date", _("Tanggal"), DATE_WORDS, True, shape="date", example="31/12/2025"),
        *own,
        Field(
            "grade",
            _("Tingkat bukti"),
            ("bukti dari", "grade"),
            False,
            _grades(),
            "choice",
            note=_("kosong: dibenarkan pihak lain"),
        ),
    )


def _measure(item: MeasureField) -> Field:
    label = _capital(item.label)
    words = (*SYNONYMS.get(item.name, ()), *_in_languages(item.label))
    if issubclass(item.type, TextChoices):
        return Field(MEASURE + item.name, label, words, item.required, _codes(item.type), "choice", _first(item.type))
    shape = "month" if item.unit == "month" else "date" if item.type is date else item.unit if item.unit == "rupiah" else "number"
    shape = "text" if item.type is str else shape
    example = {"month": "11/2025", "date": "31/12/2027", "rupiah": "1.500.000", "number": "6"}.get(shape, "")
    return Field(MEASURE + item.name, label, words, item.required, shape=shape, example=example)


def _detail(name: str, label: str | Promise, kind: Kind) -> Field:
    words = (*SYNONYMS.get(name, ()), *_in_languages(label))
    return Field(DETAIL + name, _capital(label), words, name in kind.needs_details, example="DH-001" if name == "evidence" else "")


def _codes(choices: type[TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((str(item.value), str(item.label)) for item in choices)


def _grades() -> tuple[tuple[str, str], ...]:
    return tuple((str(item.value), str(item.label)) for item in Grade)


def _first(choices: type[TextChoices]) -> str:
    return str(next(iter(choices)).label)


@cache
def choice_words(choices: type[TextChoices] | type[Grade]) -> dict[str, str]:
    """What a cell may say for each code, in lower case: the code, its label in each language, the label before its bracket."""
    words: dict[str, str] = {}
    for item in choices:
        for text in (str(item.value), *_in_languages(item.label)):
            words.setdefault(text.lower(), str(item.value))
            words.setdefault(text.partition("(")[0].strip().lower(), str(item.value))
    return words


def _in_languages(label: str | Promise) -> tuple[str, ...]:
    said = []
    for language in LANGUAGES:
        with override(language):
            said.append(str(label))
    return tuple(dict.fromkeys(said))


def _capital(label: object) -> str:
    text = str(label)
    return text[:1].upper() + text[1:]


def labels(fields: Iterable[Field]) -> dict[str, str]:
    return {field.name: field.label for field in fields}
