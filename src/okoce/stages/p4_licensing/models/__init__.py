"""Tables of licensing. Written by ``p4_licensing.services`` alone."""

from okoce.stages.p4_licensing.models.answers import PacketEntry, RoadmapDecision, SavedAnswer
from okoce.stages.p4_licensing.models.permits import Application, Followed, Permit, PermitFile, Reminder

__all__ = [
    "Application",
    "Followed",
    "PacketEntry",
    "Permit",
    "PermitFile",
    "Reminder",
    "RoadmapDecision",
    "SavedAnswer",
]
