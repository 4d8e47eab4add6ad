"""One-time codes that open what a receipt or a claim led to. The code goes to the registered phone, whatever was typed later."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from okoce.accounts.enums import CodePurpose
from okoce.accounts.services import check_code, ensure_phone_accounts, send_code
from okoce.core.decisions import Decision
from okoce.core.encryption import keyring
from okoce.members.queries import phone_of
from okoce.stages.p1_registration.models import IdentityClaim, Registration


@dataclass(frozen=True, slots=True)
class Opened:
    """Whether the code was right, and, if so, whose phone it is."""

    decision: Decision
    phone: str = ""
    person_id: UUID | None = None


def send_receipt_code(*, receipt: str, address: str) -> Decision:
    """Send a code to the phone of the person to whom a registration led: the same work for a new member and a known one.

    Refusals: ``receipt.unknown``, ``receipt.not_settled`` and those of ``send_code``.
    """
    known = _person(receipt)
    if known.person_id is None:
        return known.decision
    return send_code(phone=phone_of(known.person_id), purpose=CodePurpose.RECEIPT, address=address)


def open_receipt(*, receipt: str, code: str) -> Opened:
    """Try a code; to be called outside of a transaction. Refusals as above and those of ``check_code``."""
    known = _person(receipt)
    if known.person_id is None:
        return known
    phone = phone_of(known.person_id)
    decision = check_code(phone=phone, code=code, purpose=CodePurpose.RECEIPT)
    return Opened(decision, phone, known.person_id) if decision else Opened(decision)


def send_claim_code(*, receipt: str, address: str) -> Decision:
    """Send a code to the claimant's phone. Refusals: ``claim.unknown`` and those of ``send_code``."""
    phone = _claimant(receipt)
    if not phone:
        return Decision.no("claim.unknown")
    # Codes are sent to phones with an account; whoever tells us of a misuse may have none.
    ensure_phone_accounts(phones={phone: False})
    return send_code(phone=phone, purpose=CodePurpose.RECEIPT, address=address)


def open_claim_answer(*, receipt: str, code: str) -> Decision:
    """Try the claimant's code; to be called outside of a transaction."""
    phone = _claimant(receipt)
    return check_code(phone=phone, code=code, purpose=CodePurpose.RECEIPT) if phone else Decision.no("claim.unknown")


def _person(receipt: str) -> Opened:
    row = Registration.objects.filter(receipt=receipt).values("person_id").first()
    if row is None:
        return Opened(Decision.no("receipt.unknown"))
    if row["person_id"] is None:
        return Opened(Decision.no("receipt.not_settled"))
    return Opened(Decision.yes(), person_id=row["person_id"])


def _claimant(receipt: str) -> str:
    sealed = IdentityClaim.objects.filter(receipt=receipt).values_list("phone_sealed", flat=True).first()
    return keyring(settings.SECRETS_DIR).open(bytes(sealed), "phone") if sealed is not None else ""
