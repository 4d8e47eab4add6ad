"""Rule rows about renewing permits and about what offices promise, as the rules take them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.regulations.queries import by_subject, value
from okoce.stages.p4_licensing.rules.expiry import RenewalRules
from okoce.stages.p4_licensing.rules.licences import TASK_OF
from okoce.stages.p4_licensing.rules.promises import due_on


def renewal_rules(on: date) -> RenewalRules:
    """Days of the reminders, and for each kind of permit when renewal opens and by when it must be filed, where a rule says so."""
    remind = tuple(int(part) for part in value("p4.param.remind_days", on).text.split(","))
    return RenewalRules(remind, _months("p4.param.renew_opens", on), _months("p4.param.renew_by", on))


def _months(code: str, on: date) -> dict[str, int]:
    return {licence: rule.whole for licence, rule in by_subject(code, on).items()}


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised on the day of an application, by which version of which rule."""

    days: int
    row_id: UUID
    due_on: date


def promise_of(licence: str, office: str, submitted_on: date) -> Promise | None:
    """Within how many days the office answers; None where no rule says so. A row for this office goes before one for all."""
    task = TASK_OF.get(licence, "")
    rows = by_subject(f"p4.days.{task}", submitted_on) if task else {}
    rule = rows.get(office) or rows.get("")
    if rule is None:
        return None
    return Promise(rule.whole, rule.row_id, due_on(submitted_on, rule.whole, rule.unit))
