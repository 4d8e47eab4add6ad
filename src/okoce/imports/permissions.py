"""Who may work with spreadsheets: officers, over the office in whose name the file was uploaded."""

from okoce.accounts.queries import Actor
from okoce.core.decisions import Decision
from okoce.imports.queries.offices import OFFICERS


def may_upload(actor: Actor) -> Decision:
    """An officer, in the name of the place over which she acts."""
    return Decision.yes() if actor.is_known and actor.places(*OFFICERS) else Decision.no("import.officers_only")


def may_work_on(actor: Actor, office: str) -> Decision:
    """Officers of the office that uploaded, and of the offices above it."""
    return Decision.yes() if actor.over(office, OFFICERS) else Decision.no("import.other_office")


def office_of(actor: Actor) -> str:
    """In whose name somebody uploads: the narrowest place over which she is an officer."""
    return max(actor.places(*OFFICERS), key=len)
