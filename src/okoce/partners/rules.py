"""Pure rules of partners: states, cards, areas, opening hours, and how a typed number or name is compared."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from types import MappingProxyType

from okoce.core.decisions import Decision
from okoce.core.fortnights import JAKARTA
from okoce.partners.enums import (
    CardStanding,
    OpeningCode,
    OrganisationAction,
    OrganisationState,
    Refusal,
)

_A, _S = OrganisationAction, OrganisationState

TRANSITIONS: Mapping[OrganisationState, Mapping[OrganisationAction, OrganisationState]] = MappingProxyType(
    {
        _S.PENDING: MappingProxyType({_A.VERIFY: _S.VERIFIED, _A.REMOVE: _S.REMOVED}),
        _S.VERIFIED: MappingProxyType({_A.SUSPEND: _S.SUSPENDED, _A.REMOVE: _S.REMOVED}),
        _S.SUSPENDED: MappingProxyType({_A.VERIFY: _S.VERIFIED, _A.REMOVE: _S.REMOVED}),
        # Struck off by mistake: the number stays the same and the examination begins again.
        _S.REMOVED: MappingProxyType({_A.REOPEN: _S.PENDING}),
    }
)
NEEDS_REASON = frozenset({_A.SUSPEND, _A.REMOVE, _A.REOPEN})

# Without 0, O, 1, I and L, which are confused when a number is read from a letter or over the telephone.
NUMBER_SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
# A house number or a year in a name is harmless; nine digits in a row are somebody's telephone.
_PHONE = re.compile(r"(?:\d[\s().-]*){9,}")


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours of one weekday (1 Monday to 7 Sunday); open from ``opens_at`` until just before ``closes_at``."""

    weekday: int
    opens_at: time
    closes_at: time


@dataclass(frozen=True, slots=True)
class Opening:
    """Open until ``at``, or open again at ``at`` on ``weekday``; without hours both are empty."""

    code: OpeningCode
    at: time | None = None
    weekday: int | None = None

    @property
    def is_open(self) -> bool:
        return self.code is OpeningCode.OPEN_UNTIL


def opening_now(hours: Iterable[Hours], instant: datetime) -> Opening:
    """Whether a centre is open at an aware instant, on the clock of Jakarta, and until when or from when again."""
    local = instant.astimezone(JAKARTA)
    today, now = local.isoweekday(), local.time()
    by_day = {item.weekday: item for item in hours}
    present = by_day.get(today)
    if present is not None and present.opens_at <= now < present.closes_at:
        return Opening(OpeningCode.OPEN_UNTIL, present.closes_at, today)
    if present is not None and now < present.opens_at:
        return Opening(OpeningCode.LATER_TODAY, present.opens_at, today)
    for ahead in range(1, 8):
        weekday = (today + ahead - 1) % 7 + 1
        if weekday in by_day:
            code = {1: OpeningCode.TOMORROW, 7: OpeningCode.NEXT_WEEK}.get(ahead, OpeningCode.ON_WEEKDAY)
            return Opening(code, by_day[weekday].opens_at, weekday)
    return Opening(OpeningCode.NO_HOURS)


def may_move(state: str, action: OrganisationAction, reason: str = "") -> Decision:
    """Whether the action is possible in the state; suspending, striking off and reopening need a reason."""
    if action not in TRANSITIONS[OrganisationState(state)]:
        return Decision.no(Refusal.ACTION_NOT_POSSIBLE, state=str(state), action=str(action))
    if action in NEEDS_REASON and not reason.strip():
        return Decision.no(Refusal.REASON_MISSING)
    return Decision.yes()


def card_standing(*, valid_from: date, valid_to: date, revoked: bool, organisation_state: str, on: date) -> CardStanding:
    """A card is worth what its organisation is worth: a suspended community has no valid cards."""
    if revoked:
        return CardStanding.REVOKED
    if organisation_state != OrganisationState.VERIFIED:
        return CardStanding.ORGANISATION_NOT_VERIFIED
    if on < valid_from:
        return CardStanding.NOT_YET
    return CardStanding.VALID if on <= valid_to else CardStanding.EXPIRED


def number_key(text: str) -> str:
    """A register or card number as it is compared: capitals and digits only, so "kom 7k2m4" is "KOM-7K2M4"."""
    return "".join(sign for sign in text.upper() if sign.isascii() and sign.isalnum())


def name_words(text: str) -> tuple[str, ...]:
    """A name as it is compared: words without case, accents and punctuation."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    spaced = "".join(sign if sign.isascii() and sign.isalnum() else " " for sign in plain if not unicodedata.combining(sign))
    return tuple(spaced.split())


def same_person(asked: str, known: str) -> bool:
    """The whole name, or at least two of its words in their order: "Sri Wahyuni" is "Hj. Sri Wahyuni, S.E."; "Sri" is nobody."""
    asked_words, known_words = name_words(asked), name_words(known)
    if asked_words and asked_words == known_words:
        return True
    if len(asked_words) < 2:
        return False
    size = len(asked_words)
    return any(known_words[start : start + size] == asked_words for start in range(len(known_words) - size + 1))


def holds_phone(text: str) -> bool:
    """Names and functions are public: a person's telephone number does not belong in them."""
    return _PHONE.search(text) is not None


def nearness(areas: Iterable[str], place_code: str) -> int | None:
    """How near an organisation's nearest area is to a kelurahan: 0 the kelurahan itself, 1 its kecamatan, 2 a neighbour in the
    kecamatan, 3 city, 4 province; None where it does not work in the kecamatan. A code of a kecamatan is asked the same way."""
    kecamatan = place_code[:8]
    found = []
    for area in areas:
        if area == place_code:
            found.append(0)
        elif area == kecamatan:
            found.append(1)
        elif area.startswith(kecamatan + "."):
            found.append(2)
        elif area and kecamatan.startswith(area + "."):
            found.append(3 if len(area) == 5 else 4)
    return min(found, default=None)


def may_describe(names: Sequence[str]) -> Decision:
    """Names and functions that the public will read: none empty, none with a telephone number."""
    if not all(name.strip() for name in names):
        return Decision.no(Refusal.NAME_MISSING)
    if any(holds_phone(name) for name in names):
        return Decision.no(Refusal.PHONE_OF_A_PERSON)
    return Decision.yes()


def may_open_at(hours: Sequence[Hours]) -> Decision:
    """One opening a day, and it ends after it begins."""
    days = [item.weekday for item in hours]
    for day in days:
        if days.count(day) > 1:
            return Decision.no(Refusal.WEEKDAY_TWICE, weekday=day)
    for item in hours:
        if item.opens_at >= item.closes_at:
            return Decision.no(Refusal.HOURS_REVERSED, weekday=item.weekday)
    return Decision.yes()
