"""Writes of P1: accept submissions, settle them into members, communities' answers, claims of misused identity."""

from okoce.stages.p1_registration.services.claims import ClaimForm, answer_claim, open_claim
from okoce.stages.p1_registration.services.codes import (
    Opened,
    open_claim_answer,
    open_receipt,
    send_claim_code,
    send_receipt_code,
)
from okoce.stages.p1_registration.services.communities import (
    Answer,
    accept,
    answer_each,
    answer_many,
    choose_community,
    decline,
    withdraw,
)
from okoce.stages.p1_registration.services.forgetting import forget_person
from okoce.stages.p1_registration.services.history import PastAnswer, PastRegistration, register_history
from okoce.stages.p1_registration.services.intake import Arrived, Receipt, Submission, submit, submit_each
from okoce.stages.p1_registration.services.returning import return_at_counter
from okoce.stages.p1_registration.services.settling import Settled, register_at_counter, register_each, settle_due
from okoce.stages.p1_registration.services.undoing import undo_registrations

__all__ = [
    "Answer",
    "Arrived",
    "ClaimForm",
    "Opened",
    "PastAnswer",
    "PastRegistration",
    "Receipt",
    "Settled",
    "Submission",
    "accept",
    "answer_claim",
    "answer_each",
    "answer_many",
    "choose_community",
    "decline",
    "forget_person",
    "open_claim",
    "open_claim_answer",
    "open_receipt",
    "register_at_counter",
    "register_each",
    "register_history",
    "return_at_counter",
    "send_claim_code",
    "send_receipt_code",
    "settle_due",
    "submit",
    "submit_each",
    "undo_registrations",
    "withdraw",
]
