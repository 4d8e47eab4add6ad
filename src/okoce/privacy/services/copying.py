"""The copy of her data is opened with a fresh code: a phone that is signed in may lie on the table of a family."""

from uuid import UUID

from okoce.accounts.enums import CodePurpose
from okoce.accounts.services import check_code, ensure_phone_accounts, send_code
from okoce.core.decisions import Decision, NotAllowed
from okoce.core.personal import Item
from okoce.members.queries import phone_of, subject_of
from okoce.privacy.services.holders import HOLDERS


def send_copy_code(*, by: UUID, person_id: UUID, address: str) -> Decision:
    """Send a code to her registered phone. Refusals: ``record.unknown`` and those of ``send_code``."""
    phone = phone_of(person_id)
    if not phone:
        return Decision.no("record.unknown")
    ensure_phone_accounts(phones={phone: False})
    return send_code(phone=phone, purpose=CodePurpose.OWN_DATA, address=address)


def try_copy_code(*, by: UUID, person_id: UUID, code: str) -> Decision:
    """Whether this is her code; to be called outside of a transaction. Refusals as above and those of ``check_code``."""
    phone = phone_of(person_id)
    return check_code(phone=phone, code=code, purpose=CodePurpose.OWN_DATA) if phone else Decision.no("record.unknown")


def copy_of(*, by: UUID, person_id: UUID) -> tuple[Item, ...]:
    """Everything that is kept about a person, app by app; made when it is read and stored nowhere. NotAllowed ``record.unknown``.

    The caller has made sure who reads: herself after her code, or an officer through ``hand_over``.
    """
    subject = subject_of(person_id)
    if subject is None:
        raise NotAllowed(Decision.no("record.unknown"))
    members_first = sorted(HOLDERS, key=lambda holder: holder.name != "members")
    return tuple(item for holder in members_first for item in holder.describe(subject))
