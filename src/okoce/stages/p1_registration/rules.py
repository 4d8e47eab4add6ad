"""Pure rules of registration: receipts, clocks, answers of communities."""

from dataclasses import dataclass
from datetime import date, timedelta

from okoce.core.decisions import Decision
from okoce.core.receipts import read_receipt as read_receipt
from okoce.core.receipts import receipt_from as receipt_from
from okoce.stages.p1_registration.enums import ClaimState, RequestState


@dataclass(frozen=True, slots=True)
class ReceiptPhase:
    """What anybody with the number may know. It depends on dates alone, so that a known NIK and a new one look the same."""

    code: str
    received_on: date
    answer_due_on: date


def receipt_phase(received_on: date, answer_days: int, today: date) -> ReceiptPhase:
    """``received`` on the first day, ``waiting`` until the community must have answered, then ``answer_due``."""
    due = received_on + timedelta(days=answer_days)
    if today > due:
        code = "answer_due"
    else:
        code = "received" if today == received_on else "waiting"
    return ReceiptPhase(code, received_on, due)


# From each state, where a named action may lead.
REQUEST_MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.WAITING: frozenset({RequestState.ACCEPTED, RequestState.DECLINED, RequestState.WITHDRAWN}),
    RequestState.ACCEPTED: frozenset({RequestState.WITHDRAWN}),
    RequestState.DECLINED: frozenset(),
    RequestState.WITHDRAWN: frozenset(),
}
CLAIM_MOVES: dict[ClaimState, frozenset[ClaimState]] = {
    ClaimState.OPEN: frozenset({ClaimState.UPHELD, ClaimState.REJECTED}),
    ClaimState.UPHELD: frozenset(),
    ClaimState.REJECTED: frozenset(),
}


def may_answer(state: RequestState, to: RequestState) -> Decision:
    """Whether a request may go from one state to another; who comes second learns what the first answered."""
    if to in REQUEST_MOVES[state]:
        return Decision.yes()
    return Decision.no("request.already_answered", state=state)


def may_settle_claim(state: ClaimState, to: ClaimState) -> Decision:
    if to in CLAIM_MOVES[state]:
        return Decision.yes()
    return Decision.no("claim.already_answered", state=state)
