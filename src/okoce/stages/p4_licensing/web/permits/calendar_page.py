"""The days that matter about permits, for the page and for the calendar file."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.utils.translation import gettext as _

from okoce.stages.p4_licensing.enums import PermitState
from okoce.stages.p4_licensing.queries.permits import PermitLine
from okoce.stages.p4_licensing.queries.renewing import renewal_rules
from okoce.stages.p4_licensing.web.permits.ics import Entry, calendar
from okoce.stages.p4_licensing.web.permits.pages import View, view_of
from okoce.ui.formats import MONTHS
from okoce.ui.presentation import language, today


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the calendar: what happens on it, and the permit."""

    on: date
    what: str
    permit: View
    is_past: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month with its days; ``label`` is its name and year."""

    label: str
    days: tuple[Day, ...]


def months_of(found: Iterable[PermitLine]) -> list[Month]:
    """Every day on which a permit ends or its renewal opens or is due, month by month; what was renewed or refuted is left out."""
    days = sorted(days_of(found), key=lambda day: day.on)
    names = MONTHS[language()]
    grouped: dict[tuple[int, int], list[Day]] = {}
    for day in days:
        grouped.setdefault((day.on.year, day.on.month), []).append(day)
    return [Month(f"{names[month - 1]} {year}", tuple(found)) for (year, month), found in grouped.items()]


def days_of(found: Iterable[PermitLine]) -> list[Day]:
    now = today()
    rules, days = renewal_rules(now), []
    for line in found:
        if line.valid_until is None or line.is_renewed or line.state == PermitState.REFUTED:
            continue
        view, window = view_of(line, rules, now), line.window(rules)
        days.append(Day(line.valid_until, _("hari terakhir berlaku"), view, line.valid_until < now))
        if window.opens_on is not None:
            days.append(Day(window.opens_on, _("perpanjangan mulai dapat diajukan"), view, window.opens_on < now))
        if window.file_by is not None:
            days.append(Day(window.file_by, _("batas mengajukan perpanjangan"), view, window.file_by < now))
    return days


def calendar_file_of(found: Iterable[PermitLine], made_at: datetime) -> str:
    """The days that lie ahead. A number shows its last four signs alone: a calendar is often read by others."""
    remind = renewal_rules(today()).remind
    entries = [
        Entry(
            uid=f"{day.permit.line.id}-{day.on:%Y%m%d}@okoce",
            on=day.on,
            title=f"{day.permit.title}: {day.what}",
            text=_("Nomor %(number)s. Petugas kecamatan membantu mengurusnya.") % {"number": day.permit.line.masked},
            alarms=remind if day.on == day.permit.line.valid_until else (),
        )
        for day in days_of(found)
        if not day.is_past
    ]
    return calendar("OK OCE", entries, made_at.astimezone(UTC))
