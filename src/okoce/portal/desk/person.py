"""The head of a record: who she is, where she lives, who helps her."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from okoce.core.fortnights import jakarta_date
from okoce.members.enums import EndReason, EntryStatus
from okoce.members.queries import Member
from okoce.portal.desk.scope import place_name
from okoce.stages.p1_registration.enums import RequestState
from okoce.stages.p1_registration.queries.desk import CommunityState, community_of
from okoce.ui.enums import Tone


@dataclass(frozen=True, slots=True)
class Header:
    """What stands above a record."""

    member: Member
    place: str
    entry_status: str
    mentor: str
    community: CommunityState | None
    community_tone: Tone
    community_late: bool
    end_reason: str
    age: int | None


TONES = {
    RequestState.WAITING: Tone.WAITING,
    RequestState.ACCEPTED: Tone.DONE,
    RequestState.DECLINED: Tone.REFUSED,
    RequestState.WITHDRAWN: Tone.NEUTRAL,
}


def header(member: Member, names: Mapping[UUID, str]) -> Header:
    """One record's head; ``names`` are those of accounts."""
    today = jakarta_date(timezone.now())
    community = community_of(member.enrolment_id) if member.enrolment_id else None
    return Header(
        member=member,
        place=place_name(member.domicile),
        entry_status=str(EntryStatus(member.entry_status).label) if member.entry_status else "",
        mentor=names.get(member.mentor_id, _("akun yang tidak dikenal")) if member.mentor_id else "",
        community=community,
        community_tone=TONES[community.state] if community else Tone.NEUTRAL,
        community_late=community is not None and community.state == RequestState.WAITING and community.due_on < today,
        end_reason=str(EndReason(member.end_reason).label) if member.end_reason else "",
        age=_age(member.birth_on, today),
    )


def _age(born: date | None, today: date) -> int | None:
    if born is None:
        return None
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
