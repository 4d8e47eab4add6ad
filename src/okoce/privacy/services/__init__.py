"""Writes about requests of people about their own data, and the erasures that follow from them."""

from okoce.privacy.services.answering import (
    answer,
    decide_erasure,
    hand_over,
    order_erasure,
    refuse,
    send_back,
    take,
)
from okoce.privacy.services.asking import Asked, Request, ask, ask_for, cancel
from okoce.privacy.services.copying import copy_of, send_copy_code, try_copy_code
from okoce.privacy.services.erasing import carry_out, clean_up, erase_due, replay_erasures
from okoce.privacy.services.keeping import destroy_expired, open_retained
from okoce.privacy.services.tracing import Trace, trace

__all__ = [
    "Asked",
    "Request",
    "Trace",
    "answer",
    "ask",
    "ask_for",
    "cancel",
    "carry_out",
    "clean_up",
    "copy_of",
    "decide_erasure",
    "destroy_expired",
    "erase_due",
    "hand_over",
    "open_retained",
    "order_erasure",
    "refuse",
    "replay_erasures",
    "send_back",
    "send_copy_code",
    "take",
    "trace",
    "try_copy_code",
]
