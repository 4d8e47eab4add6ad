"""Registering organisations and moving them through their states."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from okoce.accounts.queries import Actor
from okoce.audit.services import log_change
from okoce.core.decisions import Decision, NotAllowed, require
from okoce.core.fortnights import jakarta_date
from okoce.partners import models, permissions, queries, rules
from okoce.partners.enums import OrganisationAction, OrganisationState, Refusal
from okoce.partners.services.locking import forget, locked
from okoce.partners.services.numbers import new_register_number
from okoce.places.queries import refs

SUBJECT = "partners.organisation"


@transaction.atomic
def register_organisation(
    *,
    by: Actor,
    kind: str,
    name: str,
    area_codes: Sequence[str],
    about: str = "",
    public_contact: str = "",
    register_number: str = "",
    accepts_members: bool = True,
    is_synthetic: bool = False,
) -> queries.Organisation:
    """Enter an organisation as waiting for its examination. Without a number it is given one."""
    areas = sorted({code for code in area_codes if code})
    require(permissions.may_register(by, kind, areas))
    require(rules.may_describe([name]))
    require(_may_cover(areas))
    number = _free_number(kind, register_number)
    row = models.Organisation(
        kind=kind,
        name=name.strip(),
        register_number=number,
        about=about.strip(),
        public_contact=public_contact.strip(),
        accepts_members=accepts_members,
        state_since=_today(),
        is_synthetic=is_synthetic,
    )
    _insert(row)
    models.OrganisationArea.objects.bulk_create([models.OrganisationArea(organisation=row, place_code=code) for code in areas])
    after = {"name": row.name, "register_number": number, "areas": areas, "state": row.state}
    log_change(by=by.user_id, verb="register", subject=SUBJECT, subject_id=row.id, after=after)
    return _read(row.id)


def verify(*, by: Actor, organisation_id: UUID) -> queries.Organisation:
    """Put it into the public register, with the day and who vouches for it."""
    return _move(by, organisation_id, OrganisationAction.VERIFY, "")


def suspend(*, by: Actor, organisation_id: UUID, reason: str) -> queries.Organisation:
    """Stop it for a time; the public check shows the day and the reason, and its cards no longer hold."""
    return _move(by, organisation_id, OrganisationAction.SUSPEND, reason)


def remove(*, by: Actor, organisation_id: UUID, reason: str) -> queries.Organisation:
    """Strike it off. The number stays known, so that the check can warn whoever is shown it."""
    return _move(by, organisation_id, OrganisationAction.REMOVE, reason)


def reopen(*, by: Actor, organisation_id: UUID, reason: str) -> queries.Organisation:
    """Examine again what was struck off."""
    return _move(by, organisation_id, OrganisationAction.REOPEN, reason)


@transaction.atomic
def _move(by: Actor, organisation_id: UUID, action: OrganisationAction, reason: str) -> queries.Organisation:
    row = locked(organisation_id, partial(permissions.may_act, by, action=action))
    require(rules.may_move(row.state, action, reason))
    before = row.state
    row.state = rules.TRANSITIONS[OrganisationState(before)][action]
    row.state_reason = reason.strip()
    row.state_since = _today()
    if action is OrganisationAction.VERIFY:
        row.verified_on, row.verified_by = row.state_since, by.user_id
    row.save(update_fields=["state", "state_reason", "state_since", "verified_on", "verified_by"])
    log_change(
        by=by.user_id,
        verb=action.value,
        subject=SUBJECT,
        subject_id=row.id,
        before={"state": before},
        after={"state": row.state},
        reason=row.state_reason,
    )
    forget()
    return _read(row.id)


@transaction.atomic
def set_areas(*, by: Actor, organisation_id: UUID, area_codes: Sequence[str]) -> queries.Organisation:
    """Where it works from now on."""
    areas = sorted({code for code in area_codes if code})
    row = locked(organisation_id, partial(permissions.may_set_areas, by, area_codes=areas))
    require(_may_cover(areas))
    before = sorted(row.areas.values_list("place_code", flat=True))
    row.areas.exclude(place_code__in=areas).delete()
    models.OrganisationArea.objects.bulk_create(
        [models.OrganisationArea(organisation=row, place_code=code) for code in areas if code not in before]
    )
    log_change(
        by=by.user_id,
        verb="set_areas",
        subject=SUBJECT,
        subject_id=row.id,
        before={"areas": before},
        after={"areas": areas},
    )
    forget()
    return _read(row.id)


@transaction.atomic
def set_accepts_members(*, by: Actor, organisation_id: UUID, accepts: bool) -> queries.Organisation:
    """Whether registrants may choose it."""
    row = locked(organisation_id, partial(permissions.may_set_accepts_members, by))
    if row.accepts_members != accepts:
        row.accepts_members = accepts
        row.save(update_fields=["accepts_members"])
        log_change(
            by=by.user_id,
            verb="set_accepts_members",
            subject=SUBJECT,
            subject_id=row.id,
            before={"accepts_members": not accepts},
            after={"accepts_members": accepts},
        )
        forget()
    return _read(row.id)


def _may_cover(area_codes: Sequence[str]) -> Decision:
    if not area_codes:
        return Decision.no(Refusal.AREA_MISSING)
    unknown = [code for code in area_codes if code not in refs()]
    return Decision.no(Refusal.AREA_UNKNOWN, code=unknown[0]) if unknown else Decision.yes()


def _free_number(kind: str, wanted: str) -> str:
    """The wanted number where nobody has it; otherwise a new one, tried again in the unlikely case that it is taken."""
    if wanted.strip():
        if not rules.number_key(wanted):
            raise NotAllowed(Decision.no(Refusal.REGISTER_NUMBER_UNREADABLE))
        if queries.by_register_number(wanted) is not None:
            raise NotAllowed(Decision.no(Refusal.REGISTER_NUMBER_TAKEN, number=wanted.strip()))
        return wanted.strip()
    number = new_register_number(kind)
    while queries.by_register_number(number) is not None:
        number = new_register_number(kind)
    return number


def _insert(row: models.Organisation) -> None:
    """Of two who enter the same number at the same moment, the second is told so."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotAllowed(Decision.no(Refusal.REGISTER_NUMBER_TAKEN, number=row.register_number)) from None


def _read(organisation_id: UUID) -> queries.Organisation:
    found = queries.organisation(organisation_id)
    assert found is not None
    return found


def _today() -> date:
    return jakarta_date(timezone.now())
