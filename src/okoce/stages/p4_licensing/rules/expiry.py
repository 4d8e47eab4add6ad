"""When a permit ends, when to renew it, and which reminder is due."""

from calendar import monthrange
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from okoce.stages.p4_licensing.enums import PermitState


class Standing(StrEnum):
    """How a permit stands on a day."""

    LASTING = "lasting"
    VALID = "valid"
    ENDING = "ending"
    ENDED = "ended"
    RENEWED = "renewed"


class Step(StrEnum):
    """What its holder does next about a permit."""

    NONE = "none"
    SHOW_PAPER = "show_paper"
    ADD_FILE = "add_file"
    REPORT_AGAIN = "report_again"
    RENEW_LATER = "renew_later"
    RENEW = "renew"
    APPLY_AGAIN = "apply_again"


@dataclass(frozen=True, slots=True)
class RenewalRules:
    """``remind``: days before the end. ``opens``: from how many months before the end a permit may be renewed; ``files``: how many
    months before the end at the latest. Both by kind of permit; one that is missing has no such rule."""

    remind: tuple[int, ...]
    opens: Mapping[str, int] = field(default_factory=dict)
    files: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Renewal:
    """Between which days a permit is to be renewed; None where no rule says so."""

    opens_on: date | None = None
    file_by: date | None = None


def renewal(licence: str, valid_until: date, rules: RenewalRules) -> Renewal:
    opens, files = rules.opens.get(licence), rules.files.get(licence)
    return Renewal(
        months_before(valid_until, opens) if opens is not None else None,
        months_before(valid_until, files) if files is not None else None,
    )


def months_before(day: date, months: int) -> date:
    """The same day some months earlier, or the last one of a shorter month."""
    month = day.year * 12 + day.month - 1 - months
    year, month = divmod(month, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def due_reminder(valid_until: date, today: date, sent: Collection[int], remind: Collection[int]) -> int | None:
    """The threshold of which to remind today, or None. Several that were missed are one reminder: the nearest.

    ``sent``: thresholds of which she was reminded for this end. Nobody is reminded after the end.
    """
    left = (valid_until - today).days
    reached = [days for days in remind if left <= days]
    if left < 0 or not reached or min(reached) in sent:
        return None
    return min(reached)


def standing(valid_until: date | None, today: date, *, is_renewed: bool, remind: Collection[int]) -> Standing:
    """How a permit stands on a day; "ending" from the first reminder on."""
    if is_renewed:
        return Standing.RENEWED
    if valid_until is None:
        return Standing.LASTING
    left = (valid_until - today).days
    if left < 0:
        return Standing.ENDED
    return Standing.ENDING if left <= max(remind, default=0) else Standing.VALID


def next_step(state: str, stands: Standing, window: Renewal, today: date, *, has_file: bool) -> Step:
    """The one next step about a permit."""
    if state == PermitState.REFUTED:
        return Step.REPORT_AGAIN
    if stands == Standing.RENEWED:
        return Step.NONE
    if stands == Standing.ENDED:
        return Step.APPLY_AGAIN
    if state == PermitState.REPORTED:
        return Step.SHOW_PAPER if has_file else Step.ADD_FILE
    begins = window.opens_on
    if stands == Standing.ENDING or (window.file_by is not None and months_before(window.file_by, 1) <= today):
        return Step.RENEW if begins is None or begins <= today else Step.RENEW_LATER
    return Step.RENEW if begins is not None and begins <= today else Step.NONE
