"""Made-up people: names, numbers and businesses. Nobody real: every record is marked synthetic."""

from random import Random

WOMEN = (
    "Siti", "Sri", "Dewi", "Nur", "Rina", "Yuni", "Lestari", "Wati", "Endang", "Ani", "Ratna", "Indah", "Fitri", "Maya", "Sulastri",
    "Aminah", "Kartini", "Murni", "Rahayu", "Wulan",
)  # fmt: skip
MEN = (
    "Agus", "Budi", "Slamet", "Joko", "Hadi", "Eko", "Dedi", "Rudi", "Yanto", "Asep", "Ujang",
    "Iwan", "Hendra", "Bambang", "Sutrisno",
    "Mulyadi", "Rahmat", "Fajar", "Arif", "Surya",
)  # fmt: skip
LAST = (
    "Handayani", "Susanto", "Wijaya", "Saputra", "Nurhaliza", "Hidayat", "Permata", "Kusuma", "Anggraini", "Setiawan", "Maulana",
    "Purnama", "Safitri", "Gunawan", "Utami", "Firmansyah", "Pratiwi", "Nugroho", "Halimah", "Siregar",
)  # fmt: skip
BUSINESSES = (
    "gorengan tempe dan tahu", "nasi uduk pagi", "kue basah pesanan", "keripik singkong", "jahit pakaian", "laundry kiloan",
    "sabun cuci rumahan", "kopi keliling", "ayam geprek", "kerajinan rajut", "sambal botol", "warung sembako", "es buah",
    "servis ponsel", "batik tulis", "salon rumahan", "jamu gendong", "roti rumahan", "tanaman hias", "katering harian",
)  # fmt: skip

# Serial numbers of real NIKs are given from 0001 on; no office has registered eight thousand births of one day.
FIRST_SERIAL = 8001
SERIALS = 1998


def nik(place_code: str, number: int, *, woman: bool) -> str:
    """The n-th made-up NIK of a kecamatan: valid in structure, with a serial that no office gives."""
    day = number * 7 % 28 + 1 + (40 if woman else 0)
    month, year = number * 5 % 12 + 1, number // 12 % 35 + 62
    area = (place_code.replace(".", "") + "01" * 3)[:6]
    return f"{area}{day:02}{month:02}{year:02}{FIRST_SERIAL + number % SERIALS}"


def phone(number: int) -> str:
    """The n-th made-up mobile number; messages to synthetic people are never sent to a gateway."""
    return f"+62899{number:08}"


def name(chance: Random, *, woman: bool) -> str:
    return f"{chance.choice(WOMEN if woman else MEN)} {chance.choice(LAST)}"
