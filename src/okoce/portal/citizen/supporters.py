"""Who helps a member: her community with its clock, her mentor, the centre of her kecamatan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils.translation import get_language

from okoce.accounts.queries import staff_member
from okoce.members.queries import Member
from okoce.partners.enums import Weekday
from okoce.partners.queries import CentreCard, centre_of
from okoce.stages.p1_registration.queries import CommunityAnswer, answers_to
from okoce.ui.formats import clock, language_of

Day = tuple[int, time, time]


@dataclass(frozen=True, slots=True)
class OpenHours:
    """Days in a row with the same hours: Monday to Friday, 8 to 15."""

    first: str
    last: str
    opens_at: str
    closes_at: str


@dataclass(frozen=True, slots=True)
class Supporters:
    """Empty parts are said on the page, with what to do."""

    answer: CommunityAnswer | None
    mentor: str
    centre: CentreCard | None
    hours: tuple[OpenHours, ...]


def supporters_of(found: Member) -> Supporters:
    answers = answers_to(found.enrolment_id) if found.enrolment_id is not None else ()
    mentor = staff_member(found.mentor_id) if found.mentor_id is not None else None
    centre = centre_of(found.domicile)
    return Supporters(answers[0] if answers else None, mentor.full_name if mentor else "", centre, open_hours(centre))


def open_hours(centre: CentreCard | None) -> tuple[OpenHours, ...]:
    """Opening hours with equal neighbours put together."""
    runs: list[list[Day]] = []
    for hours in centre.hours if centre else ():
        day = (hours.weekday, hours.opens_at, hours.closes_at)
        if runs and runs[-1][-1] == (day[0] - 1, *day[1:]):
            runs[-1].append(day)
        else:
            runs.append([day])
    return tuple(_run(run) for run in runs)


def _run(run: Sequence[Day]) -> OpenHours:
    first, last = str(Weekday(run[0][0]).label), str(Weekday(run[-1][0]).label)
    return OpenHours(first, last if len(run) > 1 else "", _clock(run[0][1]), _clock(run[0][2]))


def _clock(at: time) -> str:
    return clock(datetime.combine(date.min, at), language_of(get_language()))
