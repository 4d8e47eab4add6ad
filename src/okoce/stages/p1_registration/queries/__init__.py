"""Reads of registration: receipts, communities' answers, claims."""

from okoce.stages.p1_registration.queries.claims import Claim, claim
from okoce.stages.p1_registration.queries.receipts import ReceiptState, receipt_state
from okoce.stages.p1_registration.queries.requests import CommunityAnswer, answers_to, persons_of, waiting_requests
from okoce.stages.p1_registration.rules import read_receipt

__all__ = [
    "Claim",
    "CommunityAnswer",
    "ReceiptState",
    "answers_to",
    "claim",
    "persons_of",
    "read_receipt",
    "receipt_state",
    "waiting_requests",
]
