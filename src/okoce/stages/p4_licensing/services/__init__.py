"""Writes of licensing."""

from okoce.stages.p4_licensing.services.answering import keep_decision, save_answers, withdraw_answer
from okoce.stages.p4_licensing.services.applications import NotGoing, Submission, apply, decline, end_application
from okoce.stages.p4_licensing.services.counters import Invited, Plan, answer, cancel_day, invite, plan_day
from okoce.stages.p4_licensing.services.following import follow_facts
from okoce.stages.p4_licensing.services.forgetting import forget_person
from okoce.stages.p4_licensing.services.office_lists import (
    EntryDraft,
    ListHead,
    begin_list,
    end_list,
    forget_strangers,
    keep_entries,
    take_entries,
    withdraw_list,
)
from okoce.stages.p4_licensing.services.outcomes import Noted, add_walk_in, close_day, note_outcome
from okoce.stages.p4_licensing.services.packets import fill_packet
from okoce.stages.p4_licensing.services.permits import Report, add_file, confirm, refute, report
from okoce.stages.p4_licensing.services.reminding import remind_due
from okoce.stages.p4_licensing.services.waiting import follow_waits, wait_again

__all__ = [
    "EntryDraft",
    "Invited",
    "ListHead",
    "NotGoing",
    "Noted",
    "Plan",
    "Report",
    "Submission",
    "add_file",
    "add_walk_in",
    "answer",
    "apply",
    "begin_list",
    "cancel_day",
    "close_day",
    "confirm",
    "decline",
    "end_application",
    "end_list",
    "fill_packet",
    "follow_facts",
    "follow_waits",
    "forget_person",
    "forget_strangers",
    "invite",
    "keep_decision",
    "keep_entries",
    "note_outcome",
    "plan_day",
    "refute",
    "remind_due",
    "report",
    "save_answers",
    "take_entries",
    "wait_again",
    "withdraw_answer",
    "withdraw_list",
]
