"""Reading places. What every page needs (names, choices) is read once and kept in the process."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from django.db.models import Q
from django.utils import timezone

from okoce.places import rules
from okoce.places.enums import PlaceLevel
from okoce.places.models import Place

Choices = tuple[tuple[str, str], ...]
GroupedChoices = tuple[tuple[str, Choices], ...]

HOME_PROVINCE = rules.HOME_PROVINCE

KEPT_SECONDS = 15 * 60
"""A load in another process (the command, another server) is seen after this time at the latest."""


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """What a page shows of a place. Names of levels above (or below) it are empty."""

    code: str
    name: str
    level: PlaceLevel
    kecamatan_name: str
    city_name: str


@dataclass(frozen=True, slots=True)
class _Snapshot:
    refs: Mapping[str, PlaceRef]
    choices: Mapping[str, GroupedChoices]
    provinces: Choices
    read_at: float


_kept: _Snapshot | None = None
_clock: Callable[[], float] = time.monotonic


def forget() -> None:
    """Drop what this process keeps; the next reader reads again."""
    global _kept
    _kept = None


def by_code(code: str) -> Place:
    """The place of that code; raises ``Place.DoesNotExist``."""
    return Place.objects.get(code=code)


def find(name: str, within: str | None = None) -> tuple[Place, ...]:
    """Every place that the name may mean, through spellings and other names, inside `within` where given.

    A level word narrows ("Kec. Menteng"); where a word such as "Kota" tells two places apart, the exact one wins.
    """
    wanted = Q()
    for reading in rules.readings(name):
        if not reading.key:
            return ()
        same = Q(key=reading.key) | Q(aliases__key=reading.key)
        wanted |= same & Q(level=reading.level) if reading.level else same
    places = Place.objects.filter(wanted)
    if within is not None:
        places = places.inside(within)
    found = tuple(places.distinct().order_by("code"))
    exact = tuple(place for place in found if rules.normalise(place.name) == rules.normalise(name))
    return exact or found


def children(code: str) -> tuple[Place, ...]:
    """The places directly below, in the order of their codes."""
    return tuple(Place.objects.filter(parent_id=code).order_by("code"))


def refs() -> Mapping[str, PlaceRef]:
    """Every place by its code. Cached: no query once read."""
    return _snapshot().refs


def ref(code: str) -> PlaceRef:
    """The place of that code, without a query once read; raises ``Place.DoesNotExist``."""
    known = refs().get(code)
    if known is None:
        raise Place.DoesNotExist(code)
    return known


def kelurahan_choices(within: str = rules.HOME_PROVINCE) -> GroupedChoices:
    """Choices of a select: ("Gambir, Jakarta Pusat", (("31.71.01.1001", "Gambir"), …)) for the kecamatan of `within`
    (a province, city or kecamatan). Cached: no query once read. Places that have ended are not offered."""
    snapshot = _snapshot()
    return tuple(group for kecamatan, groups in snapshot.choices.items() if rules.contains(within, kecamatan) for group in groups)


def kecamatan_choices(within: str = rules.HOME_PROVINCE) -> GroupedChoices:
    """Choices of a select: kecamatan grouped by city. Cached: no query once read."""
    snapshot = _snapshot()
    grouped: dict[str, list[tuple[str, str]]] = {}
    for code in snapshot.choices:
        if rules.contains(within, code):
            place = snapshot.refs[code]
            grouped.setdefault(place.city_name, []).append((code, place.name))
    return tuple((city, tuple(choices)) for city, choices in grouped.items())


def province_choices() -> Choices:
    """Provinces other than the home province, for those who live outside it. Cached: no query once read."""
    return _snapshot().provinces


def residents(within: str = rules.HOME_PROVINCE) -> Mapping[str, tuple[int, date]]:
    """Registered residents and their date, of the kecamatan inside `within` that have them."""
    rows = Place.objects.at(PlaceLevel.KECAMATAN).inside(within).filter(residents__isnull=False)
    return MappingProxyType(
        {
            code: (count, on)
            for code, count, on in rows.values_list("code", "residents", "residents_on")
            if count is not None and on is not None
        }
    )


def _snapshot() -> _Snapshot:
    global _kept
    kept = _kept
    if kept is None or _clock() - kept.read_at > KEPT_SECONDS:
        kept = _read()
        # An empty register is not kept: a process that started before the first load must see it at once.
        _kept = kept if kept.refs else None
    return kept


def _read() -> _Snapshot:
    today = timezone.localdate()
    rows = tuple(Place.objects.order_by("code").values_list("code", "name", "valid_to"))
    names = {code: rules.short_name(name) for code, name, _valid_to in rows}
    ended = {code for code, _name, valid_to in rows if valid_to is not None and valid_to < today}
    known = {code: _ref_of(code, names) for code in names}
    return _Snapshot(MappingProxyType(known), _grouped(known, ended), _provinces(known, ended), _clock())


def _ref_of(code: str, names: Mapping[str, str]) -> PlaceRef:
    level = rules.level_of(code)
    kecamatan = rules.code_at(code, PlaceLevel.KECAMATAN)
    city = rules.code_at(code, PlaceLevel.CITY)
    return PlaceRef(
        code=code,
        name=names[code],
        level=level,
        kecamatan_name=names.get(kecamatan or "", ""),
        city_name=names.get(city or "", ""),
    )


def _grouped(known: Mapping[str, PlaceRef], ended: set[str]) -> Mapping[str, GroupedChoices]:
    kelurahan: dict[str, list[tuple[str, str]]] = {}
    for place in known.values():
        if place.level == PlaceLevel.KECAMATAN and place.code not in ended:
            kelurahan[place.code] = []
    for place in known.values():
        if place.level == PlaceLevel.KELURAHAN and place.code not in ended:
            kecamatan = rules.parent_code(place.code) or ""
            if kecamatan in kelurahan:
                kelurahan[kecamatan].append((place.code, place.name))
    return MappingProxyType(
        {
            code: ((f"{known[code].name}, {known[code].city_name}", tuple(choices)),) if choices else ()
            for code, choices in kelurahan.items()
        }
    )


def _provinces(known: Mapping[str, PlaceRef], ended: set[str]) -> Choices:
    return tuple(
        (place.code, place.name)
        for place in known.values()
        if place.level == PlaceLevel.PROVINCE and place.code != rules.HOME_PROVINCE and place.code not in ended
    )


def may_be_domicile(code: str) -> bool:
    """Whether somebody may live there, as the forms ask it: a kelurahan of the home province, or another province as a whole."""
    place = refs().get(code)
    if place is None:
        return False
    if place.level == PlaceLevel.PROVINCE:
        return code != rules.HOME_PROVINCE
    return place.level == PlaceLevel.KELURAHAN


def is_resident(code: str) -> bool:
    """Whether a domicile lies in the home province."""
    return rules.contains(rules.HOME_PROVINCE, code)
