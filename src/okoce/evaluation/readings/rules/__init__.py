"""The same grammar a second time: editions compiled to Ibis expressions over the warehouse's facts, for all enrolments at once.

Meaning: `progression.rules.conditions`. Nothing here is imported when a process starts: Ibis alone takes a second.
"""
