"""Rows of registrations: where she lives, whether she is a member already, and what should be looked at before she becomes one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from typing import cast
from uuid import UUID

from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.core.decisions import Reason
from okoce.core.fortnights import JAKARTA, jakarta_date
from okoce.facts.enums import Channel
from okoce.imports.enums import Verdict
from okoce.imports.models import SheetImport
from okoce.imports.queries.entries import MemberEntry, member_entry
from okoce.imports.queries.judging import Judged, OpenRow, begun, finish, hash_of
from okoce.imports.queries.judging_facts import FIRST_YEAR
from okoce.imports.queries.offices import OFFICERS
from okoce.members.enums import EntryStatus
from okoce.members.queries import Member, look_alikes, members, nik_warnings, persons_by_nik
from okoce.partners.queries import every_choice
from okoce.places.enums import PlaceLevel
from okoce.places.queries import find, may_be_domicile, ref, refs
from okoce.stages.p1_registration.enums import Referral
from okoce.stages.p1_registration.services import Arrived, Submission

LONGEST_BUSINESS = 200
KELURAHAN_DIGITS = 10


def judge_members(actor: Actor, imported: SheetImport, rows: Sequence[OpenRow], *, stores: bool = False) -> list[Judged]:
    """A judgement for each row, in their order, with a handful of queries for all. ``stores``: the rows were judged before and
    somebody has taken them, so look-alikes are not looked for again."""
    attested = imported.consent_attested
    judged = [begun(row, member_entry(row.cells, imported.columns, consent_attested=attested)) for row in rows]
    by_nik = persons_by_nik({item.entry.nik.number for item in judged if item.entry.nik})
    known = members(set(by_nik.values()))
    communities = {word: item.id for item in every_choice() for word in (item.name.casefold(), item.register_number.casefold())}
    place_of = lru_cache(maxsize=None)(_place)
    for item in judged:
        entry = cast(MemberEntry, item.entry)
        if item.is_open:
            code, why = place_of(entry.place, entry.kecamatan)
            _judge(actor, item, code, why)
        if item.is_open and entry.nik and entry.nik.number in by_nik:
            _known(actor, item, known[by_nik[entry.nik.number]])
        elif item.is_open:
            _new(item, communities, imported.is_synthetic)
    if not stores:
        _look_alikes(judged)
    for item in judged:
        finish(item)
    return judged


def _place(name: str, kecamatan: str) -> tuple[str, str]:
    """The code of a kelurahan (or another province), or the reason why there is none."""
    digits = name.replace(".", "")
    if digits.isdigit() and len(digits) == KELURAHAN_DIGITS:
        code = f"{digits[:2]}.{digits[2:4]}.{digits[4:6]}.{digits[6:]}"
        return (code, "") if may_be_domicile(code) else ("", "place.unknown")
    found = [place.code for place in find(name) if may_be_domicile(place.code)]
    if len(found) > 1 and kecamatan:
        around = {place.code for place in find(kecamatan)}
        found = [code for code in found if code.rpartition(".")[0] in around]
    if len(found) > 1:
        return "", "place.ambiguous"
    return (found[0], "") if found else ("", "place.unknown")


def _judge(actor: Actor, item: Judged, place: str, why: str) -> None:
    """Whether she may be registered from this sheet: by the office of the place where she lives."""
    entry = cast(MemberEntry, item.entry)
    today = jakarta_date(timezone.now())
    if why:
        item.reject(Reason(why, {"field": "place"}))
    elif not actor.over(place, OFFICERS):
        item.reject(Reason("place.outside_scope", {"field": "place", "place": place}))
    if len(entry.business) > LONGEST_BUSINESS:
        item.reject(Reason("text.too_long", {"field": "business", "longest": LONGEST_BUSINESS}))
    if entry.registered_on and entry.registered_on > today:
        item.reject(Reason("date.in_future", {"field": "registered_on"}))
    elif entry.registered_on and entry.registered_on.year < FIRST_YEAR:
        entry.doubts.append(Reason("date.before_programme", {"field": "registered_on", "year": FIRST_YEAR}))
    if entry.birth_on and entry.birth_on > today:
        item.reject(Reason("date.in_future", {"field": "birth_on"}))
    entry.place = place
    assert entry.nik is not None, "a row without a NIK was rejected when it was read"
    item.subject_hash = hash_of({"nik": entry.nik.number})
    item.content_hash = hash_of(
        {"nik": entry.nik.number, "name": entry.name, "phone": entry.phone, "place": place, "business": entry.business}
    )


def _known(actor: Actor, item: Judged, member: Member) -> None:
    """She is registered already: nothing is registered twice, and what differs is told, not changed."""
    entry = cast(MemberEntry, item.entry)
    if not actor.over(member.domicile, OFFICERS):
        item.reject(Reason("member.elsewhere", {"field": "nik"}))
        return
    if not member.is_open:
        item.reject(Reason("member.left", {"field": "nik"}))
        return
    item.verdict, item.person_id = Verdict.SAME, member.person_id
    if member.domicile != entry.place:
        entry.doubts.append(Reason("member.lives_elsewhere", {"field": "place", "place": member.domicile}))
    if member.name.casefold() != entry.name.casefold():
        entry.doubts.append(Reason("member.other_name", {"field": "name"}))


def _new(item: Judged, communities: Mapping[str, UUID], is_synthetic: bool) -> None:
    entry = cast(MemberEntry, item.entry)
    assert entry.nik is not None, "a row without a NIK was rejected when it was read"
    community = communities.get(entry.community.casefold()) if entry.community else None
    if entry.community and community is None:
        item.reject(Reason("community.unknown", {"field": "community"}))
        return
    # Dates of birth are personal: the warning says that they differ, the sheet shows how.
    for warning in nik_warnings(entry.nik, domicile=entry.place, birth_on=entry.birth_on):
        entry.doubts.append(Reason(warning.code, {"field": "nik"}))
    submission = Submission(
        id=item.row.id,
        name=entry.name,
        nik=entry.nik.number,
        phone=entry.phone,
        place_code=entry.place,
        business=entry.business,
        entry_status=EntryStatus(entry.entry_status),
        referral=Referral(entry.referral),
        consents=entry.consents,
        community_id=community,
        birth_on=entry.birth_on,
        is_synthetic=is_synthetic,
    )
    # A day without a time is noon: the same day in every office of the country.
    at = datetime.combine(entry.registered_on, time(12), JAKARTA) if entry.registered_on else None
    item.value = Arrived(submission, Channel.IMPORT, min(at, timezone.now()) if at else None)


def _look_alikes(judged: Sequence[Judged]) -> None:
    people = {(item.entry.name, born): item for item in judged if item.value is not None and (born := _born(item))}
    alike = look_alikes(list(people)) if people else set()
    for item in judged:
        born = _born(item)
        if item.value is not None and born and (item.entry.name, born) in alike:
            item.entry.doubts.append(Reason("person.looks_alike", {"field": "name"}))


def _born(item: Judged) -> date | None:
    entry = cast(MemberEntry, item.entry)
    return entry.birth_on or (entry.nik.birth_on if entry.nik else None)


def place_words(code: str) -> str:
    """A place by name with its kecamatan, for sentences; the code where it is unknown."""
    if code not in refs():
        return code
    place = ref(code)
    around = place.kecamatan_name if place.level == PlaceLevel.KELURAHAN else ""
    return ", ".join(part for part in (place.name, around) if part)
