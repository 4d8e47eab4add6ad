"""Made-up people: names, numbers, businesses. Nobody real can have these numbers, and every record is marked synthetic.

NIK: area, birth date and sex are consistent; the serial is 9000 to 9999. Offices count serials of one day from 0001, and none has
registered nine thousand births of a day. Phone: twelve digits after +62 in ``899 000``; the operator of 0899 gives out ten
and eleven digits. Indonesia has no range that is reserved for fiction.
"""

from datetime import date
from random import Random

WOMEN = (
    "Siti", "Sri", "Dewi", "Nur", "Rina", "Yuni", "Lestari", "Wati", "Endang", "Ani", "Ratna", "Indah", "Fitri", "Maya", "Sulastri",
    "Aminah", "Kartini", "Murni", "Rahayu", "Wulan", "Tuti", "Neneng", "Maryam", "Dian", "Ika", "Rohani", "Sumiati", "Yanti",
)  # fmt: skip
MEN = (
    "Agus", "Budi", "Slamet", "Joko", "Hadi", "Eko", "Dedi", "Rudi", "Yanto", "Asep", "Ujang", "Iwan", "Hendra", "Bambang",
    "Sutrisno", "Mulyadi", "Rahmat", "Fajar", "Arif", "Surya", "Yusuf", "Nanang", "Dadang", "Suparman",
)  # fmt: skip
LAST = (
    "Handayani", "Susanto", "Wijaya", "Saputra", "Nurhaliza", "Hidayat", "Permata", "Kusuma", "Anggraini", "Setiawan", "Maulana",
    "Purnama", "Safitri", "Gunawan", "Utami", "Firmansyah", "Pratiwi", "Nugroho", "Halimah", "Siregar", "Simanjuntak", "Lubis",
    "Wahyuni", "Suryani", "Hasanah", "Kurniawan", "Santoso", "Mulyani", "Rohman", "Marbun",
)  # fmt: skip
BUSINESSES = (
    "gorengan tempe dan tahu", "nasi uduk pagi", "kue basah pesanan", "keripik singkong", "jahit pakaian", "laundry kiloan",
    "sabun cuci rumahan", "kopi keliling", "ayam geprek", "kerajinan rajut", "sambal botol", "warung sembako", "es buah",
    "servis ponsel", "batik tulis", "salon rumahan", "jamu gendong", "roti rumahan", "tanaman hias", "katering harian",
)  # fmt: skip
MOST = 500_000
"""So many people have numbers that differ."""
HOUSEHOLD = 999_999
CLAIMANTS = 999_900
SHEETS = 999_800


def nik(area: str, number: int, born: date, *, woman: bool) -> str:
    """The NIK of the ``number``-th made-up person of an area (six digits)."""
    return f"{area}{born.day + 40 * woman:02}{born:%m%y}{9000 + number % 1000}"


def born_on(number: int, chance: Random, today: date) -> date:
    """A birth date between 18 and 66 years ago. Those with one serial are born on different days: no two NIKs are equal."""
    days = today.toordinal() - int(chance.triangular(19 * 365.25, 65 * 365.25, 36 * 365.25))
    return date.fromordinal(days - (days - number // 1000) % 512)


def phone(number: int) -> str:
    """The ``number``-th made-up mobile number (E.164)."""
    return f"+62899000{number:06}"


def name(chance: Random, *, woman: bool) -> str:
    """One of some two thousand ordinary names; a few people have a single one, as many Indonesians do."""
    first = chance.choice(WOMEN if woman else MEN)
    return first if chance.random() < 0.04 else f"{first} {chance.choice(LAST)}"
