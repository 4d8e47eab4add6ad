"""Writes of licensing."""

from okoce.stages.p4_licensing.services.applications import NotGoing, Submission, apply, decline, end_application
from okoce.stages.p4_licensing.services.following import follow_facts
from okoce.stages.p4_licensing.services.forgetting import forget_person
from okoce.stages.p4_licensing.services.permits import Report, add_file, confirm, refute, report
from okoce.stages.p4_licensing.services.reminding import remind_due

__all__ = [
    "NotGoing",
    "Report",
    "Submission",
    "add_file",
    "apply",
    "confirm",
    "decline",
    "end_application",
    "follow_facts",
    "forget_person",
    "refute",
    "remind_due",
    "report",
]
