"""Rule rows about renewing permits and about what offices promise, as the rules take them."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from okoce.regulations.enums import Trust
from okoce.regulations.queries import RuleMissingError, by_subject
from okoce.stages.p4_licensing.rules.expiry import RenewalRules
from okoce.stages.p4_licensing.rules.licences import TASK_OF
from okoce.stages.p4_licensing.rules.promises import due_on

REMIND, OPENS, FILES = "permits.remind_days", "permits.renew_opens", "permits.renew_by"


def renewal_rules(on: date) -> RenewalRules:
    """Days of the reminders, and for each kind of permit when renewal opens and by when it must be filed, where a rule says so."""
    rows = by_subject((REMIND, OPENS, FILES), on)
    if (REMIND, "") not in rows:
        raise RuleMissingError(f"no rule in force on {on}: {REMIND}")
    remind = tuple(int(part) for part in rows[REMIND, ""].text.split(","))
    opens, files = ({licence: rule.whole for (code, licence), rule in rows.items() if code == wanted} for wanted in (OPENS, FILES))
    return RenewalRules(remind, opens, files)


@dataclass(frozen=True, slots=True)
class Promise:
    """What was promised on the day of an application, by which version of which rule."""

    days: int
    row_id: UUID
    due_on: date


def promise_of(licence: str, office: str, submitted_on: date) -> Promise | None:
    """Within how many days the office answers; None where no rule says so. A row for this office goes before one for all.

    A row that nobody could confirm is no promise: no office is called late by it.
    """
    task = TASK_OF.get(licence, "")
    code = f"p4.days.{task}"
    rows = by_subject((code,), submitted_on) if task else {}
    rule = rows.get((code, office)) or rows.get((code, ""))
    if rule is None or rule.trust == Trust.UNCONFIRMED:
        return None
    return Promise(rule.whole, rule.row_id, due_on(submitted_on, rule.whole, rule.unit))
