"""Tables of licensing. Written by ``p4_licensing.services`` alone."""

from okoce.stages.p4_licensing.models.answers import PacketEntry, RoadmapDecision, SavedAnswer
from okoce.stages.p4_licensing.models.counters import CounterDay, CounterInvite, CounterSlot, LicenceWait, WaitsFollowed
from okoce.stages.p4_licensing.models.office_lists import OfficeEntry, OfficeList
from okoce.stages.p4_licensing.models.permits import Application, Followed, Permit, PermitFile, Reminder

__all__ = [
    "Application",
    "CounterDay",
    "CounterInvite",
    "CounterSlot",
    "Followed",
    "LicenceWait",
    "OfficeEntry",
    "OfficeList",
    "PacketEntry",
    "Permit",
    "PermitFile",
    "Reminder",
    "RoadmapDecision",
    "SavedAnswer",
    "WaitsFollowed",
]
