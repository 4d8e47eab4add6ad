"""Open the people of one group of a preview: within the reader's rights, a page at a time, written down where names are shown."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from okoce.accounts.queries import Actor
from okoce.audit.services import log_openings
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.members.queries import masked_names, visible_to
from okoce.progression.models import PreviewGroup, PreviewMove
from okoce.progression.permissions import may_draft, may_list_people

PAGE = 50


@dataclass(frozen=True, slots=True)
class Mover:
    """One person: her name in full only where the reader may open her record, else its first letters."""

    person_id: UUID
    name: str
    may_open: bool


@dataclass(frozen=True, slots=True)
class MoversPage:
    """``total`` is whom the reader may list, ``elsewhere`` how many more the group has outside her scope."""

    group: PreviewGroup
    rows: tuple[Mover, ...]
    total: int
    elsewhere: int
    page: int


@transaction.atomic
def open_movers(*, by: Actor, group_id: int, page: int) -> MoversPage:
    """A page of the people who move for one reason. NotAllowed: ``edition.unknown``, as ``may_list_people``."""
    group = PreviewGroup.objects.select_related("preview__edition", "preview__against").filter(id=group_id).first()
    if group is None:
        raise NotAllowed(Decision.no("edition.unknown"))
    require(may_list_people(by, group.preview.edition))
    moves = PreviewMove.objects.filter(group=group)
    if not may_draft(by):
        moves = moves.filter(person_id__in=visible_to(by).values("id"))
    total = moves.count()
    at = min(max(page, 1), max(1, -(-total // PAGE)))
    shown = list(moves.order_by("id").values_list("person_id", flat=True)[(at - 1) * PAGE : at * PAGE])
    rows = _named(by, shown)
    opened = [row.person_id for row in rows if row.may_open]
    if by.user_id is not None and opened:
        reason = f"{group.preview.edition} {group.row}"
        log_openings(by=by.user_id, label=by.label, person_ids=opened, surface="edition.preview", reason=reason)
    return MoversPage(group, rows, total, group.people - total, at)


def _named(by: Actor, person_ids: Collection[UUID]) -> tuple[Mover, ...]:
    full = dict(visible_to(by).filter(id__in=person_ids).values_list("id", "name"))
    masked = masked_names(person_ids)
    return tuple(Mover(each, full.get(each) or masked.get(each, "•••"), each in full) for each in person_ids)
