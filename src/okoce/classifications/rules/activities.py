"""Making, selling, repairing …: what a class does, what a question asks for, and how well they fit.

``jual baju``, ``jahit baju`` and ``vermak baju`` name one good and three businesses; the verb tells them apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from itertools import pairwise
from typing import Final

from okoce.classifications.rules.words import listed


class Activity(Enum):
    GROW = "grow"
    MAKE = "make"
    SELL = "sell"
    WHOLESALE = "wholesale"
    COOK = "cook"
    REPAIR = "repair"
    RENT = "rent"
    TEACH = "teach"
    SERVE = "serve"


_VERBS: Final[Mapping[Activity, str]] = {
    Activity.GROW: "budidaya budi daya ternak beternak peternak peternakan tanam menanam nanam bertanam petani pelihara memelihara",
    Activity.MAKE: (
        "bikin membuat pembuatan pembuat buat produksi memproduksi produsen pabrik industri perajin pengrajin mengolah pengolahan"
        " olah ngolah making maker"
    ),
    Activity.SELL: (
        "jual jualan menjual penjual penjualan berjualan dagang berdagang pedagang dagangan toko kios lapak reseller olshop konter"
        " counter shop store selling seller"
    ),
    Activity.WHOLESALE: "grosir grosiran agen distributor supplier kulakan pemasok wholesale wholesaler",
    Activity.COOK: "warung kedai warteg katering catering restoran resto rumah makan",
    Activity.REPAIR: (
        "servis service serpis reparasi memperbaiki perbaikan benerin betulin membetulkan memperbaiki teknisi repair fixing benahin"
    ),
    Activity.RENT: "sewa menyewakan penyewaan persewaan nyewain rental sewakan rent",
    Activity.TEACH: "les kursus mengajar ngajar pelatihan bimbel bimbingan privat sanggar sekolah course lesson lessons belajar",
    Activity.SERVE: "jasa layanan panggilan service services",
}
_BROAD: Final = frozenset(("rumah", "makan", "daya", "budi"))
"""Half of a verb of two words: alone it says nothing."""
VERBS: Final[Mapping[str, frozenset[Activity]]] = {
    verb: frozenset(activity for activity, verbs in _VERBS.items() if verb in verbs.split())
    for verb in {verb for verbs in _VERBS.values() for verb in verbs.split()} - _BROAD
}
STRONG_VERBS: Final = listed("restoran resto katering catering warteg grosir rumah")
"""Verbs that also say which business it is: they weigh what other words weigh."""
WEAK_WORDS: Final = listed(
    """
    usaha bisnis tukang jasa buka kecil kecilan rumahan home industry online daring offline keliling sendiri murah enak khas aneka
    gerobak tenda pasar lapak kaki lima pinggir jalan emperan los dorong pikul booth stan stand
    segala macam berbagai jenis barang produk orang modal sampingan harian baru asli handmade pesanan custom business small
    """
)
"""Words that say little about which business it is. They count, but little."""

_NEUTRAL: Final = 0.6
_FIT: Final[Mapping[Activity, Mapping[Activity, float]]] = {
    Activity.GROW: {Activity.GROW: 1.2, Activity.SERVE: 0.7},
    Activity.MAKE: {Activity.MAKE: 1.15, Activity.COOK: 0.9, Activity.SERVE: 0.8, Activity.GROW: 0.7},
    Activity.SELL: {Activity.SELL: 1.12, Activity.COOK: 1.0, Activity.WHOLESALE: 0.85, Activity.MAKE: 0.75, Activity.SERVE: 0.75},
    Activity.WHOLESALE: {Activity.WHOLESALE: 1.2, Activity.SELL: 0.85, Activity.SERVE: 0.8},
    Activity.COOK: {Activity.COOK: 1.15, Activity.SELL: 0.9, Activity.MAKE: 0.75},
    Activity.REPAIR: {Activity.REPAIR: 1.2, Activity.SERVE: 0.8},
    Activity.RENT: {Activity.RENT: 1.2, Activity.SERVE: 0.85},
    Activity.TEACH: {Activity.TEACH: 1.2, Activity.SERVE: 0.8},
    Activity.SERVE: {
        Activity.SERVE: 1.1,
        Activity.REPAIR: 1.05,
        Activity.TEACH: 1.0,
        Activity.RENT: 1.0,
        Activity.COOK: 0.95,
        Activity.MAKE: 0.9,
    },
}
_DIVISIONS: Final[tuple[tuple[range, Activity], ...]] = (
    (range(1, 4), Activity.GROW),
    (range(10, 33), Activity.MAKE),
    (range(33, 34), Activity.REPAIR),
    (range(45, 46), Activity.SELL),
    (range(46, 47), Activity.WHOLESALE),
    (range(47, 48), Activity.SELL),
    (range(55, 56), Activity.RENT),
    (range(56, 57), Activity.COOK),
    (range(77, 78), Activity.RENT),
    (range(85, 86), Activity.TEACH),
    (range(95, 96), Activity.REPAIR),
)
_PLACES: Final[Mapping[str, str]] = {
    "warung": "building", "kedai": "building", "ruko": "building", "restoran": "building", "resto": "building", "depot": "building",
    "kafe": "building", "cafe": "building", "warteg": "building", "kantin": "building", "toko": "building", "kios": "building",
    "tenda": "tent", "lesehan": "tent", "angkringan": "tent", "booth": "tent", "stan": "tent", "stand": "tent",
    "lapak": "stall", "pasar": "stall", "los": "stall", "emperan": "stall", "pinggir jalan": "stall", "kaki lima": "stall",
    "pkl": "stall", "asongan": "stall",
    "keliling": "mobile", "gerobak": "mobile", "dorong": "mobile", "pikul": "mobile", "truck": "mobile", "gendong": "mobile",
    "online": "online", "daring": "online", "olshop": "online", "shopee": "online", "tokopedia": "online", "internet": "online",
    "instagram": "online", "tiktok": "online", "marketplace": "online", "live": "online",
}  # fmt: skip
_PLACE_OF: Final[tuple[tuple[str, str, frozenset[str]], ...]] = (
    ("2025", "56101", frozenset({"building"})),
    ("2025", "56102", frozenset({"tent", "stall", "mobile"})),
    ("2020", "56101", frozenset({"building"})),
    ("2020", "56102", frozenset({"building"})),
    ("2020", "56103", frozenset({"tent", "stall"})),
    ("2020", "56104", frozenset({"mobile"})),
    ("2025", "56303", frozenset({"building"})),
    ("2020", "56303", frozenset({"building"})),
    ("2025", "56304", frozenset({"building", "tent", "stall"})),
    ("2020", "56304", frozenset({"building", "tent", "stall"})),
    ("2025", "56306", frozenset({"mobile"})),
    ("2020", "56306", frozenset({"mobile"})),
    ("2020", "478", frozenset({"stall"})),
    ("2020", "4791", frozenset({"online"})),
    ("2020", "4799", frozenset({"mobile"})),
    ("2020", "47", frozenset({"building"})),
)
"""Classes that hold for a place of selling only: of several that fit a code, the first. Version 2025 sorts shops by goods alone."""
_WITHOUT_PLACE: Final = (Activity.MAKE, Activity.GROW, Activity.WHOLESALE)
"""Whoever sells from a cart or a stall hardly means these."""
_LESS_COMMON: Final = ("478", "4791", "4799")
_REPAIR_OF_2020: Final = ("4520", "45407")
_RENT_OF_HOUSES: Final = ("68111", "68112", "68124")


def activity_of(version: str, code: str) -> Activity:
    """What a class does, by its division. Version 2020 kept the repair of vehicles among their trade."""
    if version == "2020" and code.startswith(_REPAIR_OF_2020):
        return Activity.REPAIR
    if code in _RENT_OF_HOUSES:
        return Activity.RENT
    division = int(code[:2])
    return next((activity for divisions, activity in _DIVISIONS if division in divisions), Activity.SERVE)


def asked(words: Iterable[str]) -> frozenset[Activity]:
    """The activities that a question names; none where it names only a good."""
    return frozenset(activity for word in words for activity in VERBS.get(word, ()))


def activity_fit(asked_for: frozenset[Activity], does: Activity) -> float:
    """How well a class that does this answers a question that asks for those. 1 where the question asks for none."""
    if not asked_for:
        return 1.0
    return max(_FIT[activity].get(does, _NEUTRAL) for activity in asked_for)


def places_of(version: str, code: str) -> frozenset[str]:
    """Where the business of a class is done; empty where the class does not say."""
    return next((places for of, start, places in _PLACE_OF if of == version and code.startswith(start)), frozenset())


def asked_places(words: Sequence[str]) -> frozenset[str]:
    """The places that a question names. Cakes "of the market" (jajan pasar) are sold anywhere."""
    pairs = [f"{one} {other}" for one, other in pairwise(words)]
    said = [word for at, word in enumerate(words) if not (word == "pasar" and at and words[at - 1].startswith("jajan"))]
    return frozenset(_PLACES[each] for each in (*said, *pairs) if each in _PLACES)


def place_fit(asked_for: frozenset[str], version: str, code: str) -> float:
    """How well the place of a class answers the places that a question names."""
    places = places_of(version, code)
    if not asked_for:
        return 0.85 if version == "2020" and code.startswith(_LESS_COMMON) else 1.0
    if not places:
        return 0.85 if activity_of(version, code) in _WITHOUT_PLACE and asked_for != {"building"} else 1.0
    return 1.2 if places & asked_for else 0.8
