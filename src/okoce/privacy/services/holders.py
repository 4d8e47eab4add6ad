"""Who keeps personal data: each app below tells what it keeps of somebody, and forgets it.

A new app with personal columns gets a line here; ``tests/privacy`` compares the lines with the classification of every column.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from okoce.accounts import queries as account_queries
from okoce.accounts import services as accounts
from okoce.audit import queries as audit_queries
from okoce.audit import services as audit
from okoce.core.personal import Item, Subject
from okoce.facts import queries as fact_queries
from okoce.facts import services as facts
from okoce.imports import services as imports
from okoce.imports.queries import people as import_queries
from okoce.members import queries as member_queries
from okoce.members import services as members
from okoce.messaging import queries as message_queries
from okoce.messaging import services as messages
from okoce.privacy.models import Erasure
from okoce.privacy.queries import own
from okoce.privacy.services import keeping
from okoce.stages.p1_registration import services as registration
from okoce.stages.p1_registration.queries import personal as registration_queries
from okoce.stages.p4_licensing import services as licensing
from okoce.stages.p4_licensing.queries import personal as licensing_queries

Describe = Callable[[Subject], Iterator[Item]]
Forget = Callable[[Erasure, Subject], int | None]


@dataclass(frozen=True, slots=True)
class Holder:
    """One app that keeps personal data.

    ``forget`` returns how many rows it changed, and None where it has to be asked again later. It may be called any number of
    times, also after a kill in the middle.
    """

    name: str
    describe: Describe
    forget: Forget


def _by(erasure: Erasure) -> UUID:
    return erasure.ordered_by or erasure.id


HOLDERS: Final = (
    # What the law keeps is set aside before the key is destroyed; the record of the member comes last, because all others are
    # found through it.
    Holder("retained", own.retained_data, lambda erasure, subject: keeping.set_aside(by=_by(erasure), subject=subject)),
    Holder("facts", fact_queries.personal_data, lambda erasure, subject: facts.forget_person(by=_by(erasure), subject=subject)),
    Holder("audit", audit_queries.personal_data, lambda erasure, subject: audit.forget_person(by=_by(erasure), subject=subject)),
    Holder(
        "registration",
        registration_queries.personal_data,
        lambda erasure, subject: registration.forget_person(by=_by(erasure), subject=subject),
    ),
    Holder(
        "licensing",
        licensing_queries.personal_data,
        lambda erasure, subject: licensing.forget_person(by=_by(erasure), subject=subject),
    ),
    Holder(
        "imports",
        import_queries.personal_data,
        lambda erasure, subject: imports.forget_person(by=_by(erasure), subject=subject),
    ),
    Holder("privacy", own.personal_data, lambda erasure, subject: keeping.forget_person(by=_by(erasure), subject=subject)),
    Holder(
        "accounts",
        account_queries.personal_data,
        lambda erasure, subject: accounts.forget_person(by=_by(erasure), subject=subject),
    ),
    Holder(
        "messaging",
        message_queries.personal_data,
        lambda erasure, subject: messages.forget_person(by=_by(erasure), subject=subject, ordered_at=erasure.ordered_at),
    ),
    Holder(
        "members",
        member_queries.personal_data,
        lambda erasure, subject: members.forget_person(by=_by(erasure), subject=subject),
    ),
)
